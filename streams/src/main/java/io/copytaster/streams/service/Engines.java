package io.copytaster.streams.service;

import io.copytaster.model.network.Lanes;
import io.copytaster.streams.config.EngineSettings;
import io.copytaster.streams.engine.EngineOptions;
import io.copytaster.streams.engine.InferenceEngine;
import io.copytaster.streams.slot.ModelSlot;
import java.time.Duration;

/** The engine before a model, bounded as the settings say. */
public final class Engines {

  private static final int BATCH_ARTICLES = 256;

  /** What the labels add to the engine's part of stopping is not worth a setting. */
  private static final Duration DRAIN = Duration.ofMillis(500);

  private Engines() {}

  /** Starts one before a model that is warm; the caller closes both, the engine first. */
  public static InferenceEngine start(ModelSlot slot, EngineSettings settings) {
    Lanes lanes = slot.lanes();
    var options =
        new EngineOptions(
            Math.min(settings.batchTokens(), lanes.batchTokens()),
            BATCH_ARTICLES,
            settings.queueTokens(),
            settings.paddingShare(),
            settings.rememberedArticles(),
            settings.linger(),
            DRAIN);
    return InferenceEngine.start(slot, options, lanes.count());
  }
}
