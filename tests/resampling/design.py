#!/usr/bin/env python3
"""Designs the prototype filter of the resamplers: prints the coefficients of src/dsp/line/resample/prototype.rs.

    design.py [--half-length 12] [--terms 24] [--ripple 0.09]

The prototype is h(t) = sum of a_k cos(pi k t / T) for |t| <= T, with t in samples of the lower rate R. A linear programme finds the a_k
whose largest gain from 0.575 R on is least, while the gain up to 0.425 R stays within the ripple (in dB) of 1. Needs scipy.
"""

import argparse

import numpy as np
from scipy.optimize import linprog

PASS, STOP = 0.425, 0.575


def responses(half, terms, frequencies):
    """One row per frequency (in units of R), one column per term: the Fourier transform of each cosine."""
    x, k = 2 * half * np.asarray(frequencies)[:, None], np.arange(terms)
    return half * (np.sinc(x - k) + np.sinc(x + k))


def design(half, terms, ripple_db):
    ripple = 1 - 10 ** (-ripple_db / 20)
    highest = terms / (2 * half) + 3
    passed = responses(half, terms, np.linspace(0, PASS, 40 * half))
    stopped = responses(half, terms, np.linspace(STOP, highest, int(32 * half * (highest - STOP))))
    # Unknown: the terms, then the largest gain in the stop band.
    inequalities = np.vstack([
        np.hstack([passed, np.zeros((len(passed), 1))]),
        np.hstack([-passed, np.zeros((len(passed), 1))]),
        np.hstack([stopped, -np.ones((len(stopped), 1))]),
        np.hstack([-stopped, -np.ones((len(stopped), 1))]),
    ])
    limits = np.concatenate([
        np.full(len(passed), 1 + ripple), np.full(len(passed), ripple - 1), np.zeros(2 * len(stopped)),
    ])
    # The gain at 0 Hz is 1; h(T) = 0, so that the stop band falls by 18 dB per octave.
    equalities = np.zeros((2, terms + 1))
    equalities[0, 0] = 2 * half
    equalities[1, :terms] = (-1.0) ** np.arange(terms)
    cost = np.append(np.zeros(terms), 1)
    tolerances = dict(primal_feasibility_tolerance=1e-10, dual_feasibility_tolerance=1e-10)
    result = linprog(cost, A_ub=inequalities, b_ub=limits, A_eq=equalities, b_eq=[1, 0],
                     bounds=[(None, None)] * (terms + 1), method="highs", options=tolerances)
    assert result.success, result.message
    return result.x[:terms]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--half-length", type=int, default=12)
    parser.add_argument("--terms", type=int, default=24)
    parser.add_argument("--ripple", type=float, default=0.09)
    options = parser.parse_args()
    coefficients = design(options.half_length, options.terms, options.ripple)
    gains = 20 * np.log10(responses(options.half_length, options.terms, np.linspace(0, PASS, 5000)) @ coefficients)
    stop = np.abs(responses(options.half_length, options.terms, np.linspace(STOP, 50, 200_000)) @ coefficients)
    print(f"// Pass band {gains.min():.4f} to {gains.max():.4f} dB, stop band {20 * np.log10(stop.max()):.2f} dB.")
    for coefficient in coefficients:
        print(f"    {coefficient!r},".replace("np.float64(", "").replace(")", ""))


if __name__ == "__main__":
    main()
