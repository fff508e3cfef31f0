"""The closed list of mistakes that checks and hidden tests can name.

A feedback page shows a student nothing of a hidden test but a sentence of this list,
so no sentence may hold a number, an input or a line of an answer.
"""

from enum import Enum


class Mistake(Enum):
    """A likely cause of a wrong result, in the words that a student reads."""

    # A table: one sentence a line.
    # fmt: off

    # the form of what came back
    RETURNED_LIST = "You returned a list; make an array of it, or write a formula that works on the whole array."
    RETURNED_NONE = "Your function returned None; does every path end in return?"
    NOT_NUMBERS = "What came back could not be read as numbers."
    WRONG_SHAPE = "The result has another shape than the contract asks for."
    ONE_NUMBER_ONLY = "You returned one number; the contract asks for an array of them."
    NUMBER_IN_ARRAY = "One number is asked for; you returned an array around it."
    FLATTENED = "The numbers stand in one line; keep the shape of the contract."
    AXIS_OF_ONE = "There is an axis of length one too many, or one is missing."
    ONE_TOO_FEW = "There is one entry too few along an axis."
    ONE_TOO_MANY = "There is one entry too many along an axis."
    NOT_FLOAT = "The result holds another type than the floats of the contract."
    LESS_PRECISE = "The result holds shorter floats than the array that went in."
    NOT_INTEGER = "The result is not an integer, so it cannot be used as an index."
    NOT_SEVERAL = "The contract asks for several results in one tuple, in its order."
    NOT_BY_NAME = "The contract asks for a dictionary with the names that it lists."

    # its values
    WRONG_VALUE = "Some values are not what the formula gives."
    CUT_TO_INTEGERS = "The values were cut to whole numbers: an array of integers, or a division that rounds, keeps no fractions."
    RETURNED_TUPLE = "You returned a tuple; the contract asks for one array."
    GAVE_NAN = "Some results are nan where a number is asked for; somewhere infinity meets infinity or zero."
    GAVE_INFINITY = "Some results are infinite where a number is asked for."
    MOVED_NAN = "A nan in the input stays nan at its own place and leaves its neighbours alone."
    BROKEN_PROPERTY = "The values break a property that the function always has."

    # how it was computed
    CHANGED_INPUT = "Your function changed the array it was given; work on a new one."
    WARNED = "NumPy warned while your function ran: a step overflows or is undefined."
    RAISED_NOTHING = "Your function accepted arguments that its contract refuses."

    # sigmoid
    SIGN_OF_EXPONENT = "The exponent has the wrong sign: the curve falls, not rises."
    SIGMOID_FOR_SLOPE = "These are values of sigmoid itself; its slope is asked for."
    INPUT_TAKEN_FOR_OUTPUT = "The argument is the input of sigmoid; you used it as if it were the output."

    # softmax and classes
    NO_MAXIMUM_SUBTRACTED = "Large scores overflow; subtract the largest score before the exponential."
    NOT_NORMALISED = "The exponentials are right, but they were not divided by their sum."
    SHARED_SUM = "All rows were divided by one common sum; each row needs its own."
    OVER_COLUMNS = "Your function works down the columns, as built-in sum does on a matrix; each row is one example."
    ANOTHER_ROWS_SUM = "Rows were divided by the sums of other rows; keep the summed axis."
    SHARED_MAXIMUM = "One maximum for the whole matrix is too large for the other rows."
    MAXIMUM_NOT_INDEX = "This is the largest score; its position is asked for."
    ONE_HOT_NOT_INDEX = "This marks the class with a one; its position is asked for."
    LAST_OF_TIES = "Where scores tie, the first of them is the class."
    ONE_FOR_WHOLE_BATCH = "This is one class for all rows; each row has its own."
    COUNTED_FROM_ONE = "Classes and labels count from zero."

    # losses
    SUM_NOT_MEAN = "This is the sum over the examples; the mean is asked for."
    MEAN_NOT_SUM = "This is a mean; the sum is asked for."
    NO_HALF = "The factor one half is missing."
    HALF_TOO_MUCH = "There is a factor one half that the contract does not have."
    MEAN_OVER_ENTRIES = "You divided by the number of entries; divide by the number of examples."
    ONE_PER_EXAMPLE = "You returned several values; one number is asked for."
    SIGN_OF_LOSS = "The loss is negative; minus the logarithm is asked for."
    SCORES_TAKEN_FOR_PROBABILITIES = "You took the logarithm of raw scores; softmax comes first."
    PREDICTED_CLASS_NOT_LABEL = "You picked the most probable class; the label says which one counts."
    SOFTMAX_TWICE = "Softmax ran twice; it belongs inside the loss, once."
    ALREADY_PROBABILITIES = "These are probabilities already; softmax ran once more."
    LOG_OF_ANOTHER_BASE = "The logarithm has another base; use the natural logarithm."
    NOT_CLIPPED = "A probability of zero has no logarithm; clip it first."
    BROADCAST = "Two shapes were broadcast against each other; they must be equal beforehand."
    WRAPPED_INTEGERS = "Unsigned integers wrapped around; convert to float first."
    MISSING_CLASS = "A class that does not occur in the labels still has its column."
    TRANSPOSED = "Rows and columns changed places; each row is one example."
    NO_LOGARITHM = "You averaged probabilities; minus the logarithm is asked for."
    ALL_CLASSES = "You counted all classes; only the one that the label names counts."
    LABELS_NOT_PAIRED = "Every row was read at every label; each row belongs to its own label."
    ROUNDED_TO_ZERO = "A probability was rounded to zero before its logarithm was taken; stay with the scores."
    CAPPED = "A small number beside the probability limits the loss; stay with the scores."
    EPS_IGNORED = "The argument eps makes no difference in your function."
    ONLY_YES_COUNTED = "Only the examples whose answer is yes count; a no has its own term."
    ARGUMENTS_SWAPPED = "The two arguments changed places; the docstring gives their order."
    MEAN_OVER_ROWS = "You divided by the number of rows; divide by the number of entries."
    ROOT_TAKEN = "There is a square root that the contract does not have."
    NOT_SQUARED = "These are differences without their squares."

    # activations
    BOOLEANS = "The result holds True and False; numbers are asked for."
    UP_AT_ZERO = "At zero itself the step is still down."
    STEP_TURNED = "The step goes down where it should go up."
    MIDDLE_NOT_ZERO = "The step has two values; there is none between them."
    NEGATIVES_KEPT = "Negative numbers come through unchanged; relu stops them."
    NEGATIVES_TURNED = "Negative numbers came back positive."
    POSITIVES_STOPPED = "The positive numbers are stopped, and the negative ones pass."
    ZERO_BY_ZERO = "Zero was divided by zero; nan is never a right answer here."
    ALPHA_IGNORED = "The argument alpha makes no difference in your function."
    ALPHA_ON_ALL = "The factor alpha was applied to positive numbers as well."
    NOT_LEAKY = "Negative numbers became zero; a leaky relu lets a little through."
    INPUT_FOR_OUTPUT = "The argument is the input of the function; you used it as if it were its output."
    NO_SQUARE = "There is a square missing."
    SLOPE_OF_SIGMOID = "This is the slope formula of sigmoid; tanh has its own."

    # a message through layers
    NO_FIRST_ONE = "The untouched message, a one, comes first; then one per layer."
    NOT_MULTIPLIED_UP = "These are the factors of single layers; multiply them up along the way."
    ADDED_UP = "You added the factors up; a message is multiplied by each."
    WEIGHTS_IGNORED = "The weights make no difference in your function."
    SLOPES_IGNORED = "The slopes make no difference in your function."
    LAST_ONLY = "You returned the last number alone; all of them are asked for."
    BACK_TO_FRONT = "The results stand in reverse order."

    # numerical slopes
    ONE_SIDED = "Both samples must lie off the point, one on each side of it."
    HALF_THE_DISTANCE = "The two samples lie two steps apart, not one."
    BRACKETS = "The denominator needs brackets; division goes from left to right."
    STEP_IGNORED = "The argument h makes no difference in your function."
    NOT_DIVIDED = "This is a difference; divide it by the distance of the samples."
    STEP_LOST = "The step is so small that adding it changes nothing; use the step given."
    STEP_CUT = "The step was cut off, since an array of integers keeps no fractions; work on a copy of floats."
    ALL_MOVED = "All coordinates moved at once; move one, and leave the others."
    NOT_PUT_BACK = "A coordinate was not put back before the next one moved."
    NOT_RELATIVE = "This is the plain distance; divide it by the sizes of the two."
    ONE_SIZE_ONLY = "You divided by the size of one argument; add up the sizes of both."
    EACH_ENTRY_ALONE = "This is one error per entry; the contract wants one number."

    # gradient descent
    GRADIENT_KEPT = "The gradient was taken once; it changes with every step."
    ONE_STEP_SHORT = "There is one step too few."
    ONE_STEP_OVER = "There is one step too many."
    ONE_STEP_ONLY = "Only one step was taken; is return inside the loop?"
    NO_STEP = "The result is the start; does the loop keep what it computes?"
    STEPS_IGNORED = "The number of steps makes no difference in your function."
    PARTS_SWAPPED = "The results stand in another order than the contract gives."
    SAME_ROW = "All rows of the history are alike; keep a copy of each point, not the array that moves on."
    START_MISSING = "The history begins with the start, before any step."

    # layers and networks
    SHARED_ARRAYS = "Two calls hand out the same arrays; make new ones in every call."
    NO_ACTIVATION = "Nothing bends the sums between two layers; sigmoid belongs there."
    ACTIVATED_OUTPUT = "The last layer went through sigmoid too; its sums are asked for."
    PROBABILITIES_NOT_SCORES = "These are probabilities; the raw scores are asked for."
    NO_BIAS = "The biases are missing."
    TRANSPOSE_MISPLACED = "A matrix is used the wrong way round; where it is square, no error tells you."
    NOT_A_PRODUCT = "You multiplied entry by entry; a layer is a matrix product."
    COUNT_NOT_SHARE = "You counted the right answers; their share is asked for."
    PERCENT_NOT_SHARE = "This is a percentage; a share is asked for."
    WRONG_NOT_RIGHT = "This is the share of wrong answers; that of right ones is asked."

    # gradients
    GRADIENT_OF_SUM = "This is the gradient of a summed loss; a mean divides its gradient as well."
    SIGN_OF_GRADIENT = "The gradient has the wrong sign: it points downhill."
    LABEL_NOT_SUBTRACTED = "This is softmax itself; the labels are not subtracted yet."
    BIAS_MEAN = "The gradient of the biases is a mean; each row adds its own share."
    BIAS_ROWS = "The biases got one gradient per row; add the rows up."
    UPSTREAM_IGNORED = "The gradient that arrives from above is not used."
    LOCAL_SLOPE_IGNORED = "The gradient passes through unchanged; the slope is missing."
    MASK_TURNED = "The gradient passes where the input is negative; relu does the reverse."
    OUTPUT_TAKEN_FOR_INPUT = "The argument is the output of sigmoid; you used it as if it were the input."
    VALUE_NOT_SLOPE = "This is the function itself; its slope is asked for."

    # a network that learns
    WEIGHTS_ALIKE = "Weights that start alike stay alike; draw them at random."
    NOT_REPEATABLE = "Equal generators gave different weights; draw from rng alone."
    WRONG_SPREAD = "The first weights do not have the spread that was asked for."
    BIAS_NOT_ZERO = "The biases start at zero."
    CHANGED_PARAMS = "The parameters changed; only a training step may change them."
    STALE_PARAMS = "The parameters were set anew, and the result did not follow them."
    GRADIENT_GAP = "Your gradient and the slope of the loss disagree."
    STEP_UPHILL = "The step goes uphill; the gradient is subtracted."
    RATE_IGNORED = "The learning rate makes no difference in your function."
    NOT_SHUFFLED = "The examples come in their old order; shuffle them first."
    NOT_EACH_ONCE = "Each example belongs to exactly one batch, also the last few."
    LARGEST_NOT_LENGTH = "One number per parameter: lengths, not entry by entry."
    BATCH_SIZE = "A batch has another size than the contract says."

    # one output, trained
    SLOPE_TWICE = "The slope of the last sigmoid cancels; it was multiplied in again."
    SLOPE_OF_SIGMOID_MISSING = "This is the slope at the output, not before its sigmoid."
    LOSS_AFTER_STEP = "Each loss belongs before its step; these come one step later."
    NEVER_LEARNS = "From random weights, training hardly ever finds the right answers."

    # a number that remembers
    FACTORS_SWAPPED = "The slope for one factor is the other factor; they are swapped."
    SIGN_OF_SLOPE = "A slope has the wrong sign."
    OVERWRITTEN_GRAD = "A number that is used twice gets a share from each use; add the shares up."
    PASSED_ON_EARLY = "A value passed its gradient on before all of its own shares had arrived."
    NO_GRADIENT = "No gradient arrived; the walk back starts with a one at the end."

    # figures
    NO_CURVE = "There is no curve on the axes; a curve needs a hundred points or more."
    ANOTHER_CURVE = "The curve that was drawn is not that of the function."
    SHORT_CURVE = "The curve ends before its flat parts begin; draw more of it."
    NO_AXIS_LABEL = "An axis has no label; a figure says what it shows."
    NO_PEAK_MARK = "The peak is not marked by a point or an annotation."

    # arrays
    OTHER_OPERATION = "This is a difference; the sum is asked for."
    PUT_TOGETHER = "The two were put one behind the other, not added."
    INVERSE_FUNCTION = "This converts in the other direction."
    NOTHING_REPLACED = "The first entry is the old one."
    PUT_IN_FRONT = "The new entry was put in front; it takes the place of the first."
    ALL_REPLACED = "All entries were replaced; only the first one is to change."

    # relations to the right values: what an observer can say without knowing why
    ALL_ZERO = "Every value is zero where it should not be: nothing moved, or nothing was filled in."
    ALL_ALIKE = "All values are alike where they should differ; does the input reach them?"
    ARGUMENT_RETURNED = "The result is an argument, unchanged."
    SIGN_TURNED = "Every value has the wrong sign; the sizes are right."
    SIGN_LOST = "The sizes are right, but a sign was lost on the way."
    SAME_FACTOR = "All values are off by one and the same factor: something multiplied or divided once too often."
    SAME_AMOUNT = "All values are off by one and the same amount: something is added too often, or left out."
    NEARLY_RIGHT = "The values are nearly right: something was rounded, cut short, or a small number added."
    ONE_MINUS = "This is one minus the result that is asked for."
    UPSIDE_DOWN = "This is the reciprocal: a one over is missing, or the denominator needs brackets."
    SQUARED = "These are the squares of the results that are asked for."
    OF_SQUARES = "These are the square roots of the results that are asked for."
    RUNNING_TOTAL = "These are running totals of the results that are asked for."
    OTHER_PLACES = "The values are right, but they stand at other places."
    HARD_CHOICE = "These are zeros and ones, where values in between are asked for."
    LOGARITHM_TAKEN = "This is the logarithm of the result that is asked for."
    EXPONENTIAL_TAKEN = "This is the exponential of the result that is asked for."

    # what Python or NumPy refused
    NOT_WRITTEN = "Nothing is written here yet."
    AMBIGUOUS_TRUTH = "A whole array stands where if asks for one yes or no; choose entry by entry with where of NumPy."
    MATH_ON_ARRAY = "A function for one number got a whole array; take the one of NumPy with the same name."
    LOOP_OVER_NUMBER = "One number cannot be looped over or counted; a formula in NumPy needs no loop."
    AXIS_OUT_OF_RANGE = "The array has no such axis; count its axes from zero, or from the end with minus one."
    PRODUCT_SHAPES = "Two shapes do not fit in a matrix product: the inner lengths differ."
    PRODUCT_OF_NUMBERS = "A matrix product got a single number; it takes arrays."
    BROADCAST_SHAPES = "Two shapes do not fit entry by entry: lengths must be equal, or one of them a one."
    STORE_SHAPES = "What is stored has another shape than the place that it is stored in."
    UNPACKED_COUNT = "The number of names on the left is not the number of values on the right."
    UNPACKED_NUMBER = "A single value cannot be taken apart into several names."
    INDEX_OUTSIDE = "An index lies outside the array; the last one is its length minus one."
    TOO_MANY_INDICES = "There are more indices than the array has axes; it may have one axis, or none."
    INDEX_NOT_WHOLE = "An index is not a whole number; only integers pick entries."
    INDEXED_NUMBER = "A single number has no entries to pick."
    NAME_UNKNOWN = "A name is not defined: run the cell that defines it first, or mend the spelling."
    LOCAL_UNSET = "A local name is used before it has a value; is it set on every path, and passed in?"
    AXES_METHOD = "Axes have no such method; theirs for labels and title begin with set."
    NONE_USED = "A value is None: the function that made it returned nothing, as those that work in place do."
    LIST_USED = "A list cannot do arithmetic or array methods; make an array of it first."
    NUMPY_NAME = "NumPy has no function of that name; is it spelled right?"
    NO_ATTRIBUTE = "An object has no such attribute or method; is the name spelled right, or not set yet?"
    ARGUMENT_COUNT = "A function was called with other arguments than it takes; compare the call with its def line."
    SHAPE_NOT_TUPLE = "A shape of several lengths is one argument: a tuple, in brackets of its own."
    NOT_A_FUNCTION = "Something is called that is not a function; is a name used twice, or an operator missing?"
    FLOATS_INTO_INTEGERS = "Fractions cannot go into an array of integers in place; make a new array."
    UNEVEN_ROWS = "Rows of different lengths, or arrays among numbers, do not make one array."
    PLAIN_NUMBER = "An operator of your class met a plain number; make a value of it first, on either side."
    WRONG_TYPE = "Something has another type than the code expects, such as a list where an array is needed."
    WRONG_ARGUMENT_VALUE = "A value is outside what a function takes."
    KEY_UNKNOWN = "A dictionary has no entry of that name."
    DIVIDED_BY_ZERO = "A plain Python number was divided by zero."
    MATH_OVERFLOW = "A function of math overflowed; those of NumPy give infinity."
    MATH_DOMAIN = "A function of math was asked where it has no value, as the logarithm of zero."
    ENDLESS_CALLS = "A function calls itself without end."
    TOO_MUCH_MEMORY = "The code asked for more memory than there is."
    NO_SUCH_PACKAGE = "A package is imported that is not there."
    NOT_ALLOWED = "The code did what a graded notebook may not do."
    OWN_ASSERT = "An assert of your own code failed."
    OTHER_EXCEPTION = "Your code raised an exception."
    NOT_USABLE = "What came back cannot be used: its form is not what the contract asks for."
    RAISED_ANOTHER = "Another exception is raised than the contract names; raise the one that it names."
    EXCEPTION_RETURNED = "The exception was returned; it must be raised."

    # fmt: on

    @classmethod
    def named_in(cls, message: str) -> "Mistake | None":
        """Return the mistake whose sentence is the first line of `message`, if any."""
        first_line = message.partition("\n")[0]
        return next((known for known in cls if known.value == first_line), None)
