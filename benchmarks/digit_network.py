"""Train the small network that lab 10 reads digits with, and store its numbers.

    python -m benchmarks.digit_network

Writes `gradlab/digits/digit_network.npz` and prints the share of right answers. The
network has the form of lab 10: 64 pixels, two hidden layers of sigmoids, ten scores. It
learns from the training part of the bundled digits alone, by gradient descent with
momentum on the cross entropy of all 1,437 images at once, with a little weight decay.
The seed is fixed, so that a second run stores the same numbers up to rounding.
"""

from itertools import pairwise

import numpy as np
import numpy.typing as npt

import gradlab.data
from gradlab.data import load_digits

Array = npt.NDArray[np.float64]
SIZES = (64, 24, 16, 10)
SEED, EPOCHS, RATE, MOMENTUM, DECAY = 10, 600, 1.0, 0.9, 2e-4
FILE = gradlab.data.FOLDER / "digit_network.npz"


def main() -> None:
    """Train, store and say how many digits the stored network reads."""
    digits = load_digits()
    network = trained(digits.x_train, digits.t_train)
    stored = {name: numbers.astype(np.float16) for name, numbers in network.items()}
    np.savez_compressed(FILE, **stored)  # type: ignore[arg-type]
    kept = {name: numbers.astype(np.float64) for name, numbers in stored.items()}
    for part, x, t in [
        ("training", digits.x_train, digits.t_train),
        ("test", digits.x_test, digits.t_test),
    ]:
        hits = int(np.sum(outputs(kept, x)[-1].argmax(axis=1) == t))
        print(f"{part}: {hits} of {len(t)} right, {hits / len(t):.4f}")
    print(f"{FILE.name}: {FILE.stat().st_size} bytes")


def trained(x: Array, t: npt.NDArray[np.int64]) -> dict[str, Array]:
    """Return the weights and biases after `EPOCHS` steps.

    Parameters
    ----------
    x : (m, 64)
        Images.
    t : (m,)
        Their digits.
    """
    rng = np.random.default_rng(SEED)
    network: dict[str, Array] = {}
    for k, (before, after) in enumerate(pairwise(SIZES), start=1):
        network[f"W{k}"] = rng.normal(0, 2 / np.sqrt(before), (before, after))
        network[f"b{k}"] = np.zeros(after)
    speed = {name: np.zeros_like(numbers) for name, numbers in network.items()}
    targets = np.eye(SIZES[-1])[t]
    for _ in range(EPOCHS):
        for name, slope in gradient(network, x, targets).items():
            decay = DECAY * network[name] if name.startswith("W") else 0.0
            speed[name] = MOMENTUM * speed[name] - RATE * (slope + decay)
        for name in network:
            network[name] = network[name] + speed[name]
    return network


def outputs(network: dict[str, Array], x: Array) -> list[Array]:
    """Return x, what each hidden layer gives, and the scores (m, 10) at the end."""
    found = [x]
    for k in (1, 2):
        sums = found[-1] @ network[f"W{k}"] + network[f"b{k}"]
        found.append(np.exp(-np.logaddexp(0, -sums)))
    return [*found, found[-1] @ network["W3"] + network["b3"]]


def gradient(network: dict[str, Array], x: Array, targets: Array) -> dict[str, Array]:
    """Return the gradient of the mean cross entropy for each weight and bias."""
    *hidden, scores = outputs(network, x)
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    message = (powers / powers.sum(axis=1, keepdims=True) - targets) / len(x)
    found = {}
    for k in (3, 2, 1):
        z = hidden[k - 1]
        found[f"W{k}"], found[f"b{k}"] = z.T @ message, message.sum(axis=0)
        message = message @ network[f"W{k}"].T * z * (1 - z)
    return found


if __name__ == "__main__":
    main()
