# SPDX-License-Identifier: Apache-2.0
"""The recipe of the small text-to-image model that ships with the program."""
