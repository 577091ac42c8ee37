#!/usr/bin/env python3
"""Prints the minimax coefficients (highest first) of codegen/common's f64 functions. Needs mpmath.

Remez exchange in 60 digits: the largest |weight(x) (p(x) - f(x))| on [a, b] is as small as a polynomial p of the degree
can make it. The weight makes that the relative error of the function that uses p.
"""
from mpmath import atan, atanh, cos, erf, erfc, exp, log, lu_solve, matrix, mp, mpf, pi, sin, sqrt

mp.dps = 60
GRID = 1500


def evaluate(coefficients, x):
    value = mpf(0)
    for c in reversed(coefficients):
        value = value * x + c
    return value


def extrema(errors):
    """Indices of the largest error of each run of one sign."""
    places, current = [], 0
    for i in range(1, len(errors)):
        if errors[i] * errors[current] < 0:
            places.append(current)
            current = i
        elif abs(errors[i]) > abs(errors[current]):
            current = i
    return places + [current]


def remez(f, weight, a, b, degree):
    grid = [(a + b) / 2 + (a - b) / 2 * cos(pi * mpf(k) / GRID) for k in range(GRID + 1)]
    values, weights = [f(x) for x in grid], [weight(x) for x in grid]
    count = degree + 2
    places = [round(GRID * k / (count - 1)) for k in range(count)]
    for _ in range(20):
        system, right = matrix(count, count), matrix(count, 1)
        for row, i in enumerate(places):
            for k in range(degree + 1):
                system[row, k] = weights[i] * grid[i] ** k
            system[row, degree + 1] = (-1) ** row
            right[row] = weights[i] * values[i]
        solution = lu_solve(system, right)
        coefficients = [solution[k] for k in range(degree + 1)]
        errors = [w * (evaluate(coefficients, x) - y) for x, y, w in zip(grid, values, weights)]
        found = extrema(errors)
        while len(found) > count:
            found.pop(0 if abs(errors[found[0]]) < abs(errors[found[-1]]) else -1)
        if len(found) < count or found == places:
            break
        places = found
    return coefficients, max(map(abs, errors))


def report(name, f, at_zero, weight, a, b, degree):
    """`at_zero`: f's limit, where its formula divides by 0."""
    safe = lambda x: mpf(at_zero) if abs(x) < mpf("1e-15") else f(x)
    positive = lambda x: weight(x) + mpf("1e-25")  # not 0 at an end
    coefficients, error = remez(safe, positive, mpf(a), mpf(b), degree)
    print(f"{name}: degree {degree}, error 2^{float(log(error, 2)):.1f}")
    print("  " + ", ".join(repr(float(c)) for c in reversed(coefficients)))


def main():
    half = log(2) / 2 * mpf("1.001")
    report("exp", lambda r: (exp(r) - 1 - r) / r**2, 0.5, abs, -half, half, 10)
    s = ((sqrt(2) - 1) / (sqrt(2) + 1)) ** 2 * mpf("1.0005")
    report("log", lambda z: (2 * atanh(sqrt(z)) / sqrt(z) - 2) / z, mpf(2) / 3, lambda z: z / 2, 0, s, 6)
    report("log of pow", lambda z: (atanh(sqrt(z)) / sqrt(z) - 1 - z / 3) / z**2, mpf(1) / 5, lambda z: z**2, 0, s, 7)
    quarter = (pi / 4) ** 2 * mpf("1.0001")
    report("sin", lambda z: (sin(sqrt(z)) / sqrt(z) - 1) / z, -mpf(1) / 6, lambda z: z, 0, quarter, 5)
    report("cos", lambda z: (cos(sqrt(z)) - 1 + z / 2) / z**2, mpf(1) / 24, lambda z: z**2, 0, quarter, 5)
    eighth = (sqrt(2) - 1) ** 2 * mpf("1.0005")
    report("atan", lambda z: (atan(sqrt(z)) / sqrt(z) - 1) / z, -mpf(1) / 3, lambda z: z, 0, eighth, 10)
    report("erf near", lambda z: erf(sqrt(z)) / sqrt(z) - 1, 2 / sqrt(pi) - 1, lambda z: mpf(1), 0, 1, 11)
    report("erf far", lambda x: log(erfc(x)), 0, erfc, 1, 6, 18)
    # erfc(a) = exp(-a^2) (1 + p(q)) / (1 + 2 a) with q = (a - 4) / (a + 4)
    scaled = lambda a: (1 + 2 * a) * exp(a * a) * erfc(a)
    above = lambda q: 4 * (1 + q) / (1 - q)
    for name, largest, degree in ("erfc f32", 10.1, 10), ("erfc f64", 27.3, 22):
        end = (mpf(largest) - 4) / (mpf(largest) + 4)
        report(name, lambda q: scaled(above(q)) - 1, scaled(mpf(4)) - 1, lambda q: 1 / scaled(above(q)), -1, end, degree)


if __name__ == "__main__":
    main()
