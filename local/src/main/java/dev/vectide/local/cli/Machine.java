package dev.vectide.local.cli;

import com.sun.management.OperatingSystemMXBean;
import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.http.Outgoing;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Looks at the machine it runs on. */
final class Machine {
    private static final long GIB = 1L << 30;
    /** Resident size of the whole system, and something for the rest of the machine. */
    private static final long MEMORY = 4 * GIB;
    private static final long DISK = 4 * GIB;

    private Machine() {}

    static List<Finding> examine(VectideConfig config, Path data) {
        List<Finding> findings = new ArrayList<>(List.of(
                jdk(), vectorApi(), processors(), memory(), disk(data), port(config.http()), kafka(config.kafka())));
        findings.addAll(GpuCheck.examine(config.encoder()));
        findings.add(new Finding("Docker", Finding.State.OK, "not needed", ""));
        return findings;
    }

    private static Finding jdk() {
        int version = Runtime.version().feature();
        return Finding.of("JDK", version >= 17, version + " (" + System.getProperty("java.home") + ")", "install 17 or newer");
    }

    private static Finding vectorApi() {
        boolean there = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
        return Finding.optional(
                "Vector API",
                there,
                there ? "jdk.incubator.vector" : "not enabled",
                "slower without; start with --add-modules jdk.incubator.vector, as ./vectide does");
    }

    private static Finding processors() {
        int processors = Runtime.getRuntime().availableProcessors();
        return Finding.optional("processors", processors >= 2, Integer.toString(processors), "2 or more keep pace with more events");
    }

    private static Finding memory() {
        long total = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
        return Finding.of("memory", total >= MEMORY * 9 / 10, gib(total), "the whole system wants " + gib(MEMORY));
    }

    private static Finding disk(Path data) {
        Path there = data.toAbsolutePath();
        while (!Files.exists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        try {
            long free = Files.getFileStore(there).getUsableSpace();
            String found = gib(free) + " free for " + data.toAbsolutePath().normalize();
            return Files.isWritable(there)
                    ? Finding.of("disk", free >= DISK, found, gib(DISK) + " are needed; make room, or choose another with --data")
                    : Finding.of("disk", false, there + " is not writable", "choose another with --data");
        } catch (IOException e) {
            return Finding.of("disk", false, there + " cannot be used (" + e.getMessage() + ")", "choose another with --data");
        }
    }

    private static Finding port(VectideConfig.Http http) {
        String where = http.host() + ":" + http.port();
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(http.host()), http.port()));
            return Finding.of("port", true, where + " is free", "");
        } catch (IOException e) {
            return vectideAt(http)
                    ? Finding.of("port", true, "Vectide answers at " + where, "")
                    : Finding.of("port", false, where + " is taken", "stop what is there, or choose another with --port");
        }
    }

    private static boolean vectideAt(VectideConfig.Http http) {
        try {
            Outgoing outgoing = Outgoing.toItself("", http);
            Api api = new Api(
                    URI.create(outgoing.scheme() + "://" + http.host() + ":" + http.port() + "/"), outgoing);
            return api.send("GET", "livez", null, null).ok();
        } catch (CommandException e) {
            return false;
        }
    }

    private static Finding kafka(VectideConfig.Kafka kafka) {
        boolean own = kafka.bootstrap().isEmpty();
        return Finding.of("Kafka", true, own ? "brought along" : "yours, at " + kafka.bootstrap(), "");
    }

    private static String gib(long bytes) {
        return String.format(java.util.Locale.ROOT, "%.1f GiB", (double) bytes / GIB);
    }
}
