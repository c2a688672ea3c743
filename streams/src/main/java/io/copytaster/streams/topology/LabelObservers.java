package io.copytaster.streams.topology;

import io.copytaster.model.tokens.Tokens;
import io.copytaster.schemas.RawNews;
import io.copytaster.streams.engine.Labelling;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Observers that cannot hurt the stream: what one throws is logged, once, and goes no further. */
public final class LabelObservers implements LabelObserver {

  private static final Logger LOG = LoggerFactory.getLogger(LabelObservers.class);

  private final List<LabelObserver> observers;
  private final Set<LabelObserver> failed = ConcurrentHashMap.newKeySet();

  public LabelObservers(List<LabelObserver> observers) {
    this.observers = List.copyOf(observers);
  }

  @Override
  public void labelled(RawNews news, Labelling labelling, Tokens tokens) {
    for (LabelObserver observer : observers) {
      try {
        observer.labelled(news, labelling, tokens);
      } catch (VirtualMachineError e) {
        throw e;
      } catch (RuntimeException | Error e) {
        if (failed.add(observer)) {
          LOG.warn("{} failed, and is not reported again", observer.getClass().getName(), e);
        }
      }
    }
  }
}
