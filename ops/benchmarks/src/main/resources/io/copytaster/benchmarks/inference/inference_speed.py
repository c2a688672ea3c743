"""The reference of scenario 10: transformers' text-classification pipeline.

    python inference_speed.py MODEL TEXTS THREADS

MODEL is a Hugging Face directory, TEXTS a JSON list. Says in a line of JSON which pipelines it can
run; then runs one over all texts for each line {"contender": NAME} that it reads, and answers with
the seconds, tokens and computed tokens. Ends with its standard input.

Texts are given shortest first and in batches of 32, which is when the pipeline is fastest.
"""

import json
import os
import platform
import resource
import sys
import time

# Standard output is for answers; what libraries print goes to the log.
answers = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)

import torch
import transformers
from transformers import AutoTokenizer, BertForSequenceClassification, pipeline

BATCH = 32
LONGEST = 512
DTYPES = {"transformers fp32": torch.float32, "transformers bf16": torch.bfloat16}


def main(directory, file, threads):
    torch.set_num_threads(int(threads))
    torch.manual_seed(1)
    with open(file) as source:
        texts = json.load(source)
    versions = [
        ("Python", platform.python_version()),
        ("torch", torch.__version__),
        ("transformers", transformers.__version__),
    ]
    say({"versions": ", ".join(map(" ".join, versions)), "contenders": list(DTYPES)})

    tokenizer = AutoTokenizer.from_pretrained(directory, model_max_length=LONGEST)
    lengths = sorted(len(ids) for ids in tokenizer(texts, truncation=True)["input_ids"])
    computed = sum(
        len(lengths[i : i + BATCH]) * max(lengths[i : i + BATCH])
        for i in range(0, len(lengths), BATCH)
    )
    pipelines = {}
    for line in sys.stdin:
        name = json.loads(line)["contender"]
        if name not in pipelines:
            model = BertForSequenceClassification.from_pretrained(
                directory, num_labels=4, dtype=DTYPES[name]
            )
            pipelines[name] = pipeline("text-classification", model=model, tokenizer=tokenizer)
        begin = time.perf_counter()
        ordered = sorted(texts, key=len)
        pipelines[name](ordered, batch_size=BATCH, truncation=True)
        seconds = time.perf_counter() - begin
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        say({"seconds": seconds, "tokens": sum(lengths), "computed": computed, "peak": peak})


def say(answer):
    print(json.dumps(answer), file=answers, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
