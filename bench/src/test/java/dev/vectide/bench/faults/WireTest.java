package dev.vectide.bench.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.Test;

class WireTest {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    @Test
    void whatIsSentWhileItIsCutArrivesOnceItIsHealed() throws IOException {
        int port = new Ports().next();
        try (ServerSocket broker = new ServerSocket(0, 1, LOOPBACK);
                Wire wire = new Wire(port, broker.getLocalPort());
                Socket client = new Socket(LOOPBACK, port);
                Socket served = broker.accept()) {
            client.getOutputStream().write(1);
            assertThat(served.getInputStream().read()).isEqualTo(1);

            wire.cut();
            client.getOutputStream().write(2);

            served.setSoTimeout(200);
            assertThatThrownBy(() -> served.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
            wire.heal();
            served.setSoTimeout(0);
            assertThat(served.getInputStream().read()).isEqualTo(2);
            client.shutdownOutput();
            assertThat(served.getInputStream().read()).as("the end").isEqualTo(-1);
        }
    }

    @Test
    void aConnectionThatIsMadeWhileItIsCutLeadsNowhereUntilItIsHealed() throws IOException {
        int port = new Ports().next();
        try (ServerSocket broker = new ServerSocket(0, 1, LOOPBACK);
                Wire wire = new Wire(port, broker.getLocalPort())) {
            wire.cut();
            try (Socket client = new Socket(LOOPBACK, port)) {
                client.getOutputStream().write(3);
                broker.setSoTimeout(200);
                assertThatThrownBy(broker::accept).isInstanceOf(SocketTimeoutException.class);
                wire.heal();
                broker.setSoTimeout(0);
                try (Socket served = broker.accept()) {
                    assertThat(served.getInputStream().read()).isEqualTo(3);
                }
            }
        }
    }
}
