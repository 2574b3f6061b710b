"""How alike two pictures are: SSIM (Wang et al. 2004), on luma, with its 11-pixel Gaussian window."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

Pixels = npt.NDArray[np.uint8]
Floats = npt.NDArray[np.float64]
WINDOW, SIGMA = (11, 11), 1.5
C1, C2 = (0.01 * 255) ** 2, (0.03 * 255) ** 2
LUMA = np.array((0.299, 0.587, 0.114))


def similarity(one: Pixels, other: Pixels) -> Floats:
    """The map (H, W) of SSIM between two 8-bit RGB pictures of one size; 1 where they are the same."""
    x, y = (picture.astype(float) @ LUMA for picture in (one, other))
    mean_x, mean_y = _blurred(x), _blurred(y)
    var_x = _blurred(x * x) - mean_x**2
    var_y = _blurred(y * y) - mean_y**2
    both = _blurred(x * y) - mean_x * mean_y
    top = (2 * mean_x * mean_y + C1) * (2 * both + C2)
    return np.asarray(top / ((mean_x**2 + mean_y**2 + C1) * (var_x + var_y + C2)))


def ssim(one: Pixels, other: Pixels) -> float:
    """The mean of `similarity`."""
    return float(similarity(one, other).mean())


def _blurred(values: Floats) -> Floats:
    return np.asarray(cv2.GaussianBlur(values, WINDOW, SIGMA))
