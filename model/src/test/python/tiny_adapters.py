"""Writes the adapters that AdapterGoldenTest reads, and the logits that peft computes with them.

    python tiny_adapters.py ../resources/io/copytaster/model/classify

Needs torch, transformers and peft. The base is tiny-bert, which lies in that directory.
"""

import json
import pathlib
import sys

import torch
from peft import LoraConfig, get_peft_model
from transformers import AutoModelForSequenceClassification

LINEARS = ["query", "key", "value", "attention.output.dense", "intermediate.dense", "output.dense"]
ADAPTERS = {
    "tiny-adapter": dict(
        r=4, lora_alpha=16, target_modules=LINEARS, modules_to_save=["classifier", "pooler"]
    ),
    "tiny-adapter-patterns": dict(
        r=4,
        lora_alpha=8,
        use_rslora=True,
        target_modules=["query", "value"],
        rank_pattern={"layer.0.attention.self.query": 2},
        alpha_pattern={r".*\.1\..*value": 32},
        modules_to_save=["classifier"],
    ),
}


def main(folder: pathlib.Path) -> None:
    texts = json.loads((folder / "tiny-bert-logits.json").read_text())
    for name, settings in ADAPTERS.items():
        torch.manual_seed(len(name))
        base = AutoModelForSequenceClassification.from_pretrained(
            folder / "tiny-bert", num_labels=4, ignore_mismatched_sizes=True
        )
        model = get_peft_model(base, LoraConfig(task_type="SEQ_CLS", **settings)).eval()
        for parameter in model.parameters():
            if parameter.requires_grad:
                torch.nn.init.normal_(parameter, std=0.3)
        model.save_pretrained(folder / name)
        (folder / name / "README.md").unlink()
        config = json.loads((folder / name / "adapter_config.json").read_text())
        config["base_model_name_or_path"] = "../tiny-bert"
        config["target_modules"] = sorted(config["target_modules"])
        config["modules_to_save"] = sorted(set(config["modules_to_save"]))
        (folder / name / "adapter_config.json").write_text(json.dumps(config, indent=2) + "\n")
        with torch.no_grad():
            golden = [
                {
                    "text": text["text"],
                    "ids": text["ids"],
                    "logits": model(torch.tensor([text["ids"]])).logits[0].tolist(),
                }
                for text in texts
            ]
        (folder / f"{name}-logits.json").write_text(json.dumps(golden, indent=1) + "\n")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
