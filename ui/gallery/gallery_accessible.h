// SPDX-License-Identifier: Apache-2.0
// The gallery for assistive programs: a list whose items are its pictures, made when somebody asks for them. GUI
// thread.
#pragma once

class QModelIndex;

namespace zaohua {

class GalleryView;

// May be called again.
void installGalleryAccessibility();

// The keyboard is on another picture.
void tellAccessibleFocus(GalleryView& view, const QModelIndex& current);

}  // namespace zaohua
