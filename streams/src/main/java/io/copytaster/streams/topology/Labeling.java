package io.copytaster.streams.topology;

import io.copytaster.schemas.LabeledNews;
import io.copytaster.streams.event.AvroEncoder;
import java.time.Duration;

/**
 * What the processors share.
 *
 * @param registry how records wait for a schema registry that is away
 * @param encoder of labelled events, for the output topic
 * @param topic the output topic
 * @param maxEventBytes what a labelled record may take alone in a batch
 * @param stampAnew whether a labelled record carries the moment of labelling; otherwise it keeps
 *     the raw record's timestamp
 * @param deadline how long a record waits for its label while the device does nothing
 * @param meters what is counted of every record
 * @param observers shown every labelled article
 * @param traces what is traced of every record
 */
public record Labeling(
    LookAheads lookAheads,
    RegistryPatience registry,
    AvroEncoder<LabeledNews> encoder,
    String topic,
    int maxEventBytes,
    boolean stampAnew,
    Duration deadline,
    StreamMeters meters,
    LabelObservers observers,
    ArticleTraces traces) {}
