// SPDX-License-Identifier: Apache-2.0
// For tests of what runs on a graphics card: they are skipped where there is none.
#pragma once

namespace zaohua::test {

// Opens libtorch's CUDA part and our kernels, once. False where there is no card or the module was not built; a card
// whose kernels cannot be opened fails the running test.
bool openCudaCard();

}  // namespace zaohua::test
