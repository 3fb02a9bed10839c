# SPDX-License-Identifier: Apache-2.0
"""How far a training is. Learning rates follow the clock: a training fits the time there is, in one piece or many."""

import time

from demo_model.distributed import Workers

STARTED = time.monotonic()
ASK_EVERY = 10


def log(workers: Workers, *words: object) -> None:
    if workers.is_first:
        print(f"[{time.monotonic() - STARTED:5.0f} s]", *words, flush=True)


class Pace:
    """seconds: the life of this process; reserve: of those, for what comes after the last step; budget: of the whole
    training, all pieces together; spent: by earlier pieces."""

    def __init__(self, workers: Workers, seconds: float, reserve: float, budget: float, spent: float):
        self.workers, self.earlier = workers, spent
        # By the first process's clock: with their own ones the others would ask at other steps, and wait for ever.
        self.begin = workers.agreed(time.monotonic())
        self.end = workers.agreed(STARTED) + seconds - reserve
        # A budget that this piece cannot use up by far belongs to later ones; without one this piece is all.
        self.total = budget if budget > 0 else spent + max(1.0, self.end - self.begin)
        self.progress = 0.0

    @property
    def spent(self) -> float:
        return self.earlier + time.monotonic() - self.begin

    def goes_on(self, step: int) -> bool:
        """Asked before every step; the answer and the progress are the same in all processes."""
        if step % ASK_EVERY and self.progress > 0:
            return True
        now = self.workers.agreed(time.monotonic())
        self.progress = (self.earlier + now - self.begin) / self.total
        return now < self.end and self.progress < 1
