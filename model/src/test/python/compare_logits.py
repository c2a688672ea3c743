"""Compares our logits of a checkpoint with those of transformers and peft, article by article.

    python compare_logits.py COPYTASTER CHECKPOINT ARTICLES.jsonl [--base DIR] [--limit 100]

COPYTASTER is the launcher. The checkpoint is classified as it is, and exported; the export is read
by transformers. A checkpoint that transformers reads itself is also read directly, and an adapter
by peft over --base. Needs torch and transformers, and peft for adapters. Fails if a logit differs
by more than 1e-4, or a token count by any.
"""

import argparse
import json
import pathlib
import subprocess
import sys
import tempfile

import torch
from safetensors.torch import load_file
from transformers import AutoConfig, AutoModel, AutoModelForSequenceClassification, AutoTokenizer

TOLERANCE = 1e-4


class Pooled(torch.nn.Module):
    """A classifier that reads what `classifier_pooling` says, where BERT's own class would not."""

    def __init__(self, directory, pooling):
        super().__init__()
        self.encoder = AutoModel.from_pretrained(directory, add_pooling_layer=False)
        self.weights = load_file(pathlib.Path(directory, "model.safetensors"))
        self.pooling = pooling

    def forward(self, input_ids):
        hidden = self.encoder(input_ids=input_ids).last_hidden_state
        pooled = hidden.mean(1) if self.pooling == "mean" else hidden[:, 0]
        return pooled @ self.weights["classifier.weight"].T + self.weights["classifier.bias"]


def exported(directory):
    config = AutoConfig.from_pretrained(directory)
    pooling = getattr(config, "classifier_pooling", "pooler")
    if pooling != "pooler" and "BertForSequenceClassification" not in (config.architectures or []):
        return Pooled(directory, pooling)
    return AutoModelForSequenceClassification.from_pretrained(directory)


def adapted(checkpoint, base, labels):
    from peft import PeftModel

    model = AutoModelForSequenceClassification.from_pretrained(
        base, num_labels=labels, ignore_mismatched_sizes=True
    )
    return PeftModel.from_pretrained(model, str(checkpoint))


def text(article):
    parts = [article.get("title") or "", article.get("description") or ""]
    return " ".join(part for part in parts if part.strip())


@torch.no_grad()
def difference(model, tokenizer, articles, ours):
    model.eval()
    largest = 0.0
    for article, row in zip(articles, ours):
        ids = tokenizer(text(article), truncation=True, return_tensors="pt")["input_ids"]
        if ids.shape[1] != row["tokens"]:
            raise SystemExit(f"{row['id']}: {row['tokens']} tokens, theirs {ids.shape[1]}")
        theirs = model(input_ids=ids)
        theirs = getattr(theirs, "logits", theirs)[0].tolist()
        largest = max(largest, *(abs(a - b) for a, b in zip(row["logits"].values(), theirs)))
    return largest


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("copytaster")
    parser.add_argument("checkpoint", type=pathlib.Path)
    parser.add_argument("articles", type=pathlib.Path)
    parser.add_argument("--base", help="the adapter's encoder as a directory")
    parser.add_argument("--limit", type=int, default=100)
    arguments = parser.parse_args()
    lines = arguments.articles.read_text().splitlines()[: arguments.limit]
    articles = [json.loads(line) for line in lines]
    with tempfile.TemporaryDirectory() as folder:
        export, output = pathlib.Path(folder, "export"), pathlib.Path(folder, "labels.jsonl")
        run = [arguments.copytaster, "classify", "--checkpoint", str(arguments.checkpoint)]
        run += ["--input", str(arguments.articles), "--limit", str(arguments.limit)]
        run += ["--precision", "fp32", "--logits", "--output", str(output)]
        subprocess.run(run, check=True)
        subprocess.run(
            [arguments.copytaster, "checkpoint", "export", str(arguments.checkpoint), str(export)],
            check=True,
        )
        ours = [json.loads(line) for line in output.read_text().splitlines()]
        tokenizer = AutoTokenizer.from_pretrained(export)
        models = {"transformers, of the export": exported(export)}
        if (arguments.checkpoint / "adapter_config.json").exists():
            if arguments.base:
                labels = len(ours[0]["logits"])
                models["peft, of the adapter"] = adapted(
                    arguments.checkpoint, arguments.base, labels
                )
        elif "base_model" not in json.loads((arguments.checkpoint / "config.json").read_text()):
            models["transformers, of the checkpoint"] = exported(arguments.checkpoint)
        worst = 0.0
        for name, model in models.items():
            largest = difference(model, tokenizer, articles, ours)
            worst = max(worst, largest)
            print(f"{name}: {len(ours)} articles, largest difference {largest:.1e}")
    sys.exit(worst > TOLERANCE)


if __name__ == "__main__":
    main()
