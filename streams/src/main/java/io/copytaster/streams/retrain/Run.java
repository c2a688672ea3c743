package io.copytaster.streams.retrain;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/**
 * One run and all that makes it repeatable.
 *
 * @param id when it began, as the candidate's name and the run's folder have it
 * @param beganAt in milliseconds since the epoch
 * @param champion the identifier of the checkpoint that it goes on from
 * @param window the offsets that are new to the champion
 * @param older the offsets before them
 * @param occasion why it was begun
 */
public record Run(
    String id,
    long beganAt,
    String champion,
    List<OffsetRange> window,
    List<OffsetRange> older,
    String occasion) {

  private static final DateTimeFormatter ID =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

  public Run {
    window = List.copyOf(window);
    older = List.copyOf(older);
  }

  static Run of(Instant now, String champion, Survey survey, String occasion) {
    return new Run(
        ID.format(now), now.toEpochMilli(), champion, survey.window(), survey.older(), occasion);
  }
}
