package dev.vectide.bench.faults;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/**
 * Free loopback ports that no connection is given by chance: below the range of ephemeral ones. So a port stays free while its
 * process is dead, and nobody who tries to reach it is connected to himself.
 *
 * <p>Used by one thread.
 */
final class Ports {
    private static final int FIRST = 12_000;
    private static final int LAST = 32_000;

    private int next = FIRST + (int) (ProcessHandle.current().pid() * 127 % (LAST - FIRST));

    int next() {
        for (int tried = FIRST; tried < LAST; tried++) {
            int port = next;
            next = next + 1 < LAST ? next + 1 : FIRST;
            try (ServerSocket socket = new ServerSocket()) {
                socket.setReuseAddress(true);
                socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                return port;
            } catch (IOException e) {
                // Taken.
            }
        }
        throw new IllegalStateException("no free port from " + FIRST + " to " + LAST);
    }
}
