"""The reference of the training-speed benchmark: BERT fine-tuned with transformers.

    python training_speed.py MODEL BATCHES THREADS

MODEL is a Hugging Face directory, BATCHES a file of token batches. Says in a line of JSON which
loops it can run; then runs one for each line {"contender": NAME, "steps": N} that it reads, and
answers with the seconds of each step. Ends with its standard input.

Every loop does what Copytaster's own step does: cross-entropy, backward, gradients clipped to
norm 1, AdamW (fused) without decay on biases and norms; dropout before the classifier only.
"""

import importlib.util
import json
import os
import platform
import sys
import time

# Standard output is for answers; what libraries print goes to the log.
answers = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)

import torch
import transformers
from transformers import BertForSequenceClassification

FULL_FP32 = "transformers full fp32"
FULL_BF16 = "transformers full bf16 autocast"
FULL_BF16_EAGER = "transformers full bf16 autocast, eager attention"
LORA_BF16 = "peft LoRA bf16 autocast, eager attention"


class Loop:
    def __init__(self, directory, labels, precision, attention, lora):
        self.bf16 = precision == "bf16"
        model = BertForSequenceClassification.from_pretrained(
            directory,
            num_labels=labels,
            attn_implementation=attention,
            hidden_dropout_prob=0.0,
            attention_probs_dropout_prob=0.0,
            classifier_dropout=0.1,
        )
        if lora:
            model = with_adapters(model)
        else:
            model.bert.embeddings.word_embeddings.requires_grad_(False)
        self.model = model.train()
        self.learned = [p for p in model.parameters() if p.requires_grad]
        groups = [
            {"params": [p for p in self.learned if p.dim() > 1], "weight_decay": 0.01},
            {"params": [p for p in self.learned if p.dim() == 1], "weight_decay": 0.0},
        ]
        self.optimizer = torch.optim.AdamW(groups, lr=1e-3 if lora else 1e-4, fused=True)

    def step(self, batch):
        self.optimizer.zero_grad(set_to_none=True)
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=self.bf16):
            loss = self.model(**batch).loss
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.learned, 1.0)
        self.optimizer.step()
        return loss.item()


def with_adapters(model):
    from peft import LoraConfig, get_peft_model

    linears = "query|key|value|attention.output.dense|intermediate.dense|output.dense"
    return get_peft_model(
        model,
        LoraConfig(
            r=16,
            lora_alpha=32,
            target_modules=rf".*encoder\.layer\.\d+\.(.*\.)?({linears})",
            modules_to_save=["pooler", "classifier"],
        ),
    )


def tensors(batch):
    lengths = torch.tensor(batch["lengths"])
    ids = torch.tensor(batch["ids"]).view(len(lengths), batch["width"])
    mask = (torch.arange(batch["width"]) < lengths[:, None]).long()
    return {"input_ids": ids, "attention_mask": mask, "labels": torch.tensor(batch["labels"])}


def main(directory, file, threads):
    torch.set_num_threads(int(threads))
    torch.manual_seed(1)
    with open(file) as source:
        workload = json.load(source)
    batches = [tensors(batch) for batch in workload["batches"]]
    known = {
        FULL_FP32: ("fp32", "sdpa", False),
        FULL_BF16: ("bf16", "sdpa", False),
        FULL_BF16_EAGER: ("bf16", "eager", False),
    }
    versions = [("Python", platform.python_version()), ("torch", torch.__version__)]
    versions.append(("transformers", transformers.__version__))
    if importlib.util.find_spec("peft"):
        import peft

        known[LORA_BF16] = ("bf16", "eager", True)
        versions.append(("peft", peft.__version__))
    say({"versions": ", ".join(map(" ".join, versions)), "contenders": list(known)})

    loops = {}
    for line in sys.stdin:
        order = json.loads(line)
        name = order["contender"]
        if name not in loops:
            loops[name] = Loop(directory, workload["labels"], *known[name])
        seconds, losses = [], []
        for batch in batches[: order["steps"]]:
            begin = time.perf_counter()
            losses.append(loops[name].step(batch))
            seconds.append(time.perf_counter() - begin)
        say({"seconds": seconds, "loss": sum(losses) / len(losses)})


def say(answer):
    print(json.dumps(answer), file=answers, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
