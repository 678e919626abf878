"""Logistic regression in plain numpy; deterministic."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
_STEPS = 60
_STILL = 1e-9


def fit_logistic(features: Array, truths: Array, l2: float, weights: Array | None = None) -> Array:
    """Logistic regression by Newton's method.

    Args:
        features: shape (cases, features).
        truths: 0 or 1 for each case.
        l2: how much weights are shrunk.
        weights: how much each case counts; 1 by default.

    Returns:
        The bias, which is not shrunk, and a weight for each feature.
    """
    inputs = np.c_[np.ones(len(features)), features]
    shrink = np.r_[1e-6, np.full(features.shape[1], l2)]
    counts = np.ones(len(features)) if weights is None else weights
    found = np.zeros(inputs.shape[1])
    for _ in range(_STEPS):
        p = logistic(inputs @ found)
        gradient = inputs.T @ (counts * (p - truths)) + shrink * found
        curvature = (inputs * (counts * p * (1 - p))[:, None]).T @ inputs + np.diag(shrink)
        step = np.linalg.solve(curvature, gradient)
        found = found - step
        if np.abs(step).max() < _STILL:
            break
    return found


def logistic(values: Array) -> Array:
    """1 / (1 + exp(-x))."""
    return np.asarray(1 / (1 + np.exp(-np.clip(values, -30, 30))))
