#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Drags with the X server's mouse from one point to another and lets go once the file LOG holds WORD:
#   drag.sh FROM_X FROM_Y TO_X TO_Y LOG WORD
# A process of its own, because a program that drags does nothing else meanwhile.
set -euo pipefail
xdotool mousemove "$1" "$2" mousedown 1
for step in 1 2 3 4; do
  xdotool mousemove "$1" $(($2 + 12 * step))
done
for ((nudge = 0; nudge < 2000; ++nudge)); do
  xdotool mousemove $(($3 + nudge % 2 * 8)) "$4"
  ! grep --quiet --fixed-strings "$6" "$5" || break
done
xdotool mouseup 1
