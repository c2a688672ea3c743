package io.copytaster.streams.newsroom;

/** Where a newsroom shows what happens, as it happens. */
public interface NewsroomView {

  /** Something has come about, such as a swap. */
  void step(String what);

  /**
   * How it stands.
   *
   * @param second since the first article
   * @param labelled articles that have come back
   * @param accuracy of the latest of them
   * @param reviewed corrections that editors have sent
   */
  void progress(double second, int labelled, double accuracy, int reviewed);

  /** It is over. */
  void summary(NewsroomSummary summary);
}
