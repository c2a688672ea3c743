package io.copytaster.streams.review;

import io.copytaster.schemas.LabeledNews;
import io.copytaster.streams.broker.Patience;
import io.copytaster.streams.broker.TopicAdmin;
import io.copytaster.streams.config.Settings;
import io.copytaster.streams.event.AvroDecoder;
import io.copytaster.streams.event.BadEventException;
import io.copytaster.streams.feed.TopicReader;
import io.copytaster.streams.service.WireFormats;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the topics, all that lies there, for what there is to review. */
public final class ReviewTopics {

  private static final Logger LOG = LoggerFactory.getLogger(ReviewTopics.class);

  /** Opinions of a challenger that are remembered; the oldest are forgotten. */
  private static final int OPINIONS = 200_000;

  /**
   * What was found.
   *
   * @param candidates in the order in which to ask
   * @param labels that may be given, in their natural order
   */
  public record Work(List<Candidate> candidates, SortedSet<String> labels) {}

  private final Settings settings;
  private final AvroDecoder<LabeledNews> decoder;
  private final Set<String> reviewed = new HashSet<>();
  private final Map<String, SecondOpinion> opinions =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, SecondOpinion> eldest) {
          return size() > OPINIONS;
        }
      };
  private final SortedSet<String> labels = new TreeSet<>();

  private ReviewTopics(Settings settings) {
    this.settings = settings;
    this.decoder = new AvroDecoder<>(WireFormats.of(settings.registry()), LabeledNews.class);
  }

  /**
   * Reads reviewed, shadow and labelled topics to their ends; the second only if it is there.
   *
   * @param wanted of the articles as the champion labelled them
   * @throws io.copytaster.streams.broker.BrokerException if one of the others is missing
   */
  public static Work read(
      Settings settings, ReviewOrder order, int most, Predicate<LabeledNews> wanted) {
    return new ReviewTopics(settings).work(new ReviewQueue(order, most), wanted);
  }

  private Work work(ReviewQueue queue, Predicate<LabeledNews> wanted) {
    var topics = settings.topics();
    read(
        topics.reviewed(),
        news -> {
          reviewed.add(news.getArticle().getId());
          labels.add(news.getLabel());
        });
    if (isPresent(topics.shadow())) {
      read(
          topics.shadow(), news -> opinions.put(news.getArticle().getId(), SecondOpinion.of(news)));
    }
    read(
        topics.labeled(),
        news -> {
          labels.addAll(news.getScores().keySet());
          labels.add(news.getLabel());
          String id = news.getArticle().getId();
          if (!reviewed.contains(id) && wanted.test(news)) {
            queue.add(new Candidate(news, opinions.get(id)));
          } else {
            queue.remove(id); // an earlier version of the article
          }
        });
    return new Work(queue.inOrder(), labels);
  }

  private boolean isPresent(String topic) {
    try (var admin = TopicAdmin.connect(settings, Patience.endless(), LOG::warn)) {
      return admin.isPresent(topic);
    }
  }

  private void read(String topic, Consumer<LabeledNews> take) {
    try (var reader = TopicReader.open(settings, List.of(topic), true)) {
      reader.readToEnd(
          record -> {
            try {
              if (record.value() != null) {
                take.accept(decoder.decode(record.value()));
              }
            } catch (BadEventException e) {
              LOG.debug("{}-{}@{} is passed over", topic, record.partition(), record.offset(), e);
            }
          });
    }
  }
}
