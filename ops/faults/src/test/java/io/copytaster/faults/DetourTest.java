package io.copytaster.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.copytaster.faults.Detour.Direction;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A detour blocks one direction, and loses nothing. */
class DetourTest {

  private static final int SOON_MILLIS = 200;
  private static final int PATIENCE_MILLIS = 10_000;

  private ServerSocket listener;
  private Detour detour;
  private Socket client;
  private Socket broker;

  @BeforeEach
  void connect() throws IOException {
    listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    detour = new Detour(List.of(listener.getLocalPort()));
    client = new Socket(InetAddress.getLoopbackAddress(), detour.entry(0));
    broker = listener.accept();
  }

  @AfterEach
  void close() throws IOException {
    client.close();
    broker.close();
    detour.close();
    listener.close();
  }

  @Test
  void blockedRequests_comeLate_whileAnswersComeAtOnce() throws IOException {
    assertOnlyBlocked(Direction.REQUESTS, client, broker);
  }

  @Test
  void blockedAnswers_comeLate_whileRequestsGoAtOnce() throws IOException {
    assertOnlyBlocked(Direction.ANSWERS, broker, client);
  }

  @Test
  void requestOfAClientThatIsGone_comesLateAllTheSame_thenTheEnd() throws IOException {
    detour.block(Direction.REQUESTS);
    client.getOutputStream().write(1);
    client.close();
    assertNothingComes(broker);

    detour.unblock(Direction.REQUESTS);
    assertThat(next(broker)).isEqualTo(1);
    assertThat(next(broker)).isEqualTo(-1);
  }

  private void assertOnlyBlocked(Direction direction, Socket from, Socket to) throws IOException {
    detour.block(direction);
    from.getOutputStream().write(1);
    assertNothingComes(to);
    to.getOutputStream().write(2);
    assertThat(next(from)).isEqualTo(2);

    detour.unblock(direction);
    assertThat(next(to)).isEqualTo(1);
  }

  private static int next(Socket socket) throws IOException {
    socket.setSoTimeout(PATIENCE_MILLIS);
    return socket.getInputStream().read();
  }

  private static void assertNothingComes(Socket socket) throws IOException {
    socket.setSoTimeout(SOON_MILLIS);
    assertThatThrownBy(() -> socket.getInputStream().read())
        .isInstanceOf(SocketTimeoutException.class);
  }
}
