"""The colours of maps, the same in explorers and in the notebooks' pictures.

Orange and blue, which everybody tells apart: a map of answers is blue where the answer
is yes or more, orange where it is no or less, and pale where it is undecided.
"""

from matplotlib.colors import LinearSegmentedColormap

BLUES = ("#EAF3F9", "#C5DFEE", "#8FC1DE", "#4A99C8")  # tints, from light to strong
ORANGES = ("#FBEDE3", "#F4D2B9", "#E8AC82", "#D97D42")
STEPS = (*ORANGES[::-1], *BLUES)  # from no to yes
ANSWERS = LinearSegmentedColormap.from_list("answers", STEPS)
