package dev.vectide.bench.load;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a process holds, as Linux' {@code /proc} has it.
 *
 * @param residentMiB of memory, native included
 * @param cpuSeconds of all processors since it started
 */
record ProcessSample(double residentMiB, int threads, int files, double cpuSeconds) {
    private static final double TICKS_PER_SECOND = 100;
    /** Of {@code stat}, counted after the name, which may hold anything: utime and stime. */
    private static final int USER = 11;

    private static final Pattern HEAP =
            Pattern.compile("(?:def new generation|DefNew|tenured generation|Tenured)\\s+total \\d+K, used (\\d+)K");

    static ProcessSample of(long pid) throws IOException {
        Path proc = Path.of("/proc", Long.toString(pid));
        List<String> status = Files.readAllLines(proc.resolve("status"));
        String stat = Files.readString(proc.resolve("stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        try (Stream<Path> files = Files.list(proc.resolve("fd"))) {
            return new ProcessSample(
                    number(status, "VmRSS:") / 1024,
                    (int) number(status, "Threads:"),
                    (int) files.count(),
                    (Long.parseLong(fields[USER]) + Long.parseLong(fields[USER + 1])) / TICKS_PER_SECOND);
        }
    }

    ProcessSample most(ProcessSample other) {
        return new ProcessSample(
                Math.max(residentMiB, other.residentMiB),
                Math.max(threads, other.threads),
                Math.max(files, other.files),
                Math.max(cpuSeconds, other.cpuSeconds));
    }

    private static double number(List<String> status, String key) {
        return status.stream()
                .filter(line -> line.startsWith(key))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")))
                .findFirst()
                .orElse(Double.NaN);
    }

    /** What is in use of the heap of a JVM with the serial collector, in MiB, after it has collected; by {@code jcmd}. */
    static double liveHeapMiB(long pid) throws IOException, InterruptedException {
        jcmd(pid, "GC.run");
        String info = jcmd(pid, "GC.heap_info");
        Matcher matcher = HEAP.matcher(info);
        double kib = 0;
        int found = 0;
        while (matcher.find()) {
            kib += Double.parseDouble(matcher.group(1));
            found++;
        }
        if (found != 2) {
            throw new IllegalStateException("expected two generations in: " + info);
        }
        return kib / 1024;
    }

    private static String jcmd(long pid, String command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), Long.toString(pid), command)
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException("jcmd " + pid + " " + command + ": " + said);
        }
        return said;
    }
}
