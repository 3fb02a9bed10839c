// SPDX-License-Identifier: Apache-2.0
// What a library of faults exports, for bad_weather to open: it counts the calls that the engine makes into something
// below it, and lets one of them fail. operator_faults: libtorch's operators, for a CPU. cuda_faults: the CUDA
// libraries (it has to be in LD_PRELOAD).
#pragma once

namespace zaohua::test {

enum class Fault {
  outOfMemory,
  refused,  // this call, and the next one works
  broken,   // a crashed kernel or a lost device
};

}  // namespace zaohua::test

extern "C" {
// From now on counts calls anew and lets call number `call` (from 1; 0 = none) fail; with everAfter all later ones too.
void faultsArm(long call, zaohua::test::Fault fault, bool everAfter);
// Says that the engine runs on this thread, to whoever counts better for knowing it.
void faultsWatchThisThread();
// Calls since it was armed.
long faultsCalls();
// The name of the call that failed first; empty if none did.
const char* faultsFailedCall();
// What is held of memory below the engine, in bytes; -1 where that is not counted.
long faultsHeldBytes();
}
