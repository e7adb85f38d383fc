"""sentence-transformers in half precision, as a peer of `./vectide bench gpu`.

    peer.py TEXTS MODEL DEVICE

TEXTS has one JSON string a line. Says {"ready": WHAT} once loaded and warm; then answers each line on standard input with
a line of JSON: "round" with the seconds that all texts took, from text to vector in this process's memory; "vectors" with
those of the first 32 texts. Of several batch sizes it takes the one that is fastest here.
"""

import json
import sys
import time

import sentence_transformers
import torch

BATCH_SIZES = (64, 128, 256, 512, 1024)
SOME = 32

texts = [json.loads(line) for line in open(sys.argv[1], encoding="utf-8")]
device = sys.argv[3]
model = sentence_transformers.SentenceTransformer(sys.argv[2], device=device)
if device.startswith("cuda"):
    model = model.half()
model.max_seq_length = 256


def encode(some, batch_size):
    return model.encode(some, batch_size=batch_size, normalize_embeddings=True, show_progress_bar=False)


def seconds(batch_size):
    start = time.perf_counter()
    encode(texts, batch_size)
    return time.perf_counter() - start


def answer(what):
    print(json.dumps(what), flush=True)


seconds(BATCH_SIZES[0])
best = min(BATCH_SIZES, key=seconds)
where = torch.cuda.get_device_name(device) if device.startswith("cuda") else "cpu"
answer({"ready": f"sentence-transformers {sentence_transformers.__version__}, torch {torch.__version__}, "
                 f"{model.dtype if hasattr(model, 'dtype') else ''} on {where}, batches of {best}"})
for line in sys.stdin:
    question = line.strip()
    if question == "round":
        answer({"seconds": seconds(best)})
    elif question == "vectors":
        answer({"vectors": [[float(value) for value in vector] for vector in encode(texts[:SOME], SOME)]})
    else:
        sys.exit(f"unknown question: {question}")
