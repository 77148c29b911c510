"""The five documents both index suites put in, and the encoder they are read with."""

from curbside.retrieval.document import Document
from curbside.retrieval.hash_encoder import HashEncoder

ENCODER = HashEncoder()
DOCUMENTS = (
    Document(id="calf", text="My calf has been twitching at night for three weeks", department="neurology"),
    Document(id="milk", text="Does milk make tablets for the thyroid work less?", department="endocrinology"),
    Document(id="rash", text="Red itchy rash on the elbow after gardening", department="dermatology"),
    Document(
        id="heart",
        title="Stairs after a myocardial infarction",
        text="When may my father climb stairs again?",
        answer="Cardiac rehabilitation starts early.",
        department="cardiology",
    ),
    Document(id="chest", text="胸口痛三天，需要看醫生嗎？", department="cardiology", language="zh-hant"),
)
