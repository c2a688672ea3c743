package io.copytaster.benchmarks;

import io.copytaster.benchmarks.lineup.Lineup;
import io.copytaster.benchmarks.measure.Contender;
import io.copytaster.benchmarks.measure.PeakMemory;
import io.copytaster.benchmarks.measure.Race;
import io.copytaster.benchmarks.measure.Turn;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * A race that is over.
 *
 * @param peaks the most memory that its process had during each contender's turns, in mebibytes
 */
record Measured(Race<Turn> race, Map<String, Long> peaks) {

  Measured {
    peaks = Map.copyOf(peaks);
  }

  static Measured of(Lineup lineup, int repetitions, Consumer<String> progress) throws Exception {
    var race = new Race<Turn>();
    var peaks = new HashMap<String, Long>();
    var watched =
        lineup.contenders().stream().map(contender -> new Watched(contender, peaks)).toList();
    race.warmUp(watched, progress);
    race.run(watched, repetitions, progress);
    return new Measured(race, peaks);
  }

  /** A contender whose memory is looked at. */
  private record Watched(Contender<Turn> contender, Map<String, Long> peaks)
      implements Contender<Turn> {

    @Override
    public String name() {
      return contender.name();
    }

    @Override
    public void warmUp() throws Exception {
      contender.warmUp();
    }

    @Override
    public Turn run() throws Exception {
      PeakMemory.reset();
      Turn turn = contender.run();
      Long own = turn.peakMebibytes();
      OptionalLong peak =
          own != null ? OptionalLong.of(own) : PeakMemory.mebibytes(ProcessHandle.current().pid());
      peak.ifPresent(mebibytes -> peaks.merge(name(), mebibytes, Math::max));
      return turn;
    }
  }
}
