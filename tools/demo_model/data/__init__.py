# SPDX-License-Identifier: Apache-2.0
"""The pictures that the world is composed of: fetched once, checked, packed into one archive."""
