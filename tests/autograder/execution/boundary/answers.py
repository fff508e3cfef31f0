"""A network and a scalar with a gradient, as students write them."""

NETWORK = """
def sigmoid(x):
    return 1 / (1 + np.exp(-x))

def softmax(x):
    e = np.exp(x - x.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)

class TwoLayerNet:
    def __init__(self, input_size, hidden_size, output_size,
                 weight_init_std=0.01, rng=None):
        rng = np.random.default_rng() if rng is None else rng
        self.params = {
            "W1": weight_init_std * rng.standard_normal((input_size, hidden_size)),
            "b1": np.zeros(hidden_size),
            "W2": weight_init_std * rng.standard_normal((hidden_size, output_size)),
            "b2": np.zeros(output_size),
        }

    def predict(self, x):
        p = self.params
        return sigmoid(x @ p["W1"] + p["b1"]) @ p["W2"] + p["b2"]

    def loss(self, x, t):
        y = softmax(self.predict(x))
        return -np.mean(np.log(y[np.arange(len(t)), t]))

    def gradient(self, x, t):
        p, n = self.params, len(t)
        z = sigmoid(x @ p["W1"] + p["b1"])
        dy = softmax(z @ p["W2"] + p["b2"])
        dy[np.arange(n), t] -= 1
        dy /= n
        dz = dy @ p["W2"].T * z * (1 - z)
        return {"W1": x.T @ dz, "b1": dz.sum(0), "W2": z.T @ dy, "b2": dy.sum(0)}
"""

VALUE = """
class Value:
    def __init__(self, data, parents=()):
        self.data, self.grad, self.parents = data, 0.0, parents

    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        return Value(self.data + other.data, ((self, 1.0), (other, 1.0)))

    def __mul__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        parents = ((self, other.data), (other, self.data))
        return Value(self.data * other.data, parents)

    def __pow__(self, n):
        return Value(self.data**n, ((self, n * self.data ** (n - 1)),))

    __radd__, __rmul__ = __add__, __mul__

    def __neg__(self):
        return self * -1

    def __sub__(self, other):
        return self + -1 * other if isinstance(other, Value) else self + -other

    def __rsub__(self, other):
        return -self + other

    def __truediv__(self, other):
        return self * other**-1

    def __rtruediv__(self, other):
        return self**-1 * other

    def relu(self):
        return Value(max(self.data, 0.0), ((self, float(self.data > 0)),))

    def backward(self, above=1.0):
        self.grad += above
        for parent, slope in self.parents:
            parent.backward(above * slope)

    def __repr__(self):
        return f"Value(data={self.data}, grad={self.grad})"
"""
