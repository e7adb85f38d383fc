package dev.vectide.local.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./vectide} in a project that is built already, or cannot be, with programs of which only the name is real. */
class LauncherTest {
    @TempDir
    private Path root;

    private Path launcher;

    @BeforeEach
    void project() throws IOException {
        Path original = Path.of(System.getProperty("vectide.root", ".."), "vectide");
        assumeThat(original).exists();
        launcher = Files.copy(original, root.resolve("vectide"));
        launcher.toFile().setExecutable(true);
        Files.createFile(root.resolve("pom.xml"));
    }

    private void built() throws IOException {
        Files.createDirectories(root.resolve("local/target"));
        Files.createFile(root.resolve("local/target/built"));
    }

    private Path jdk(String name, String version) throws IOException {
        Path home = root.resolve(name);
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
        program(home.resolve("bin/java"), "for word in \"$@\"; do echo \"$word\"; done");
        program(home.resolve("bin/javac"), "exit 1");
        return home;
    }

    private static void program(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + text + "\n", StandardOpenOption.CREATE);
        file.toFile().setExecutable(true);
    }

    private record Run(int exitCode, String output) {}

    private Run run(Map<String, String> environment, String... args) throws Exception {
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(Arrays.asList(args));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeAll(List.of("JAVA_HOME", "MAVEN_HOME", "VECTIDE_JAVA_OPTS", "VECTIDE_CUDA"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return new Run(process.exitValue(), output);
    }

    @Test
    void aJavaHomeThatIsTooOldIsOneLineAndExitCode69() throws Exception {
        built();
        Run run = run(Map.of("JAVA_HOME", jdk("old", "11.0.2").toString()), "alerts");

        assertThat(run.exitCode()).isEqualTo(69);
        assertThat(run.output().lines()).singleElement().asString().contains("is no JDK 17 or newer");
    }

    @Test
    void anotherCudaThanThereIsIsOneLineAndExitCode2() throws Exception {
        Run run = run(Map.of("VECTIDE_CUDA", "11"), "up");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.output().lines()).singleElement().asString().contains("VECTIDE_CUDA=11: expected 12 or 13");
    }

    @Test
    void whatIsBuiltForTheCudaThatIsWantedFindsItsLibraries() throws Exception {
        built();
        Files.writeString(root.resolve("local/target/built"), "13");

        Run run = run(Map.of("JAVA_HOME", jdk("new", "17.0.1").toString(), "VECTIDE_CUDA", "13"), "alerts");

        assertThat(run.exitCode()).isZero();
        assertThat(run.output())
                .contains("-Donnxruntime.native.path=" + root.toRealPath().resolve("encoder/target/cuda13"));
    }

    @Test
    void whatIsBuiltWithoutCudaIsBuiltAgainForIt() throws Exception {
        built();

        Run run = run(
                Map.of("JAVA_HOME", jdk("new", "17.0.1").toString(), "VECTIDE_CUDA", "13", "MAVEN_HOME", root.toString()),
                "alerts");

        assertThat(run.exitCode()).isEqualTo(69);
        assertThat(run.output()).contains("Maven is not found");
    }

    @Test
    void noMavenIsOneLineAndExitCode69() throws Exception {
        Run run = run(
                Map.of("JAVA_HOME", jdk("jdk", "17.0.1").toString(), "MAVEN_HOME", root.resolve("none").toString()), "alerts");

        assertThat(run.exitCode()).isEqualTo(69);
        assertThat(run.output().lines()).singleElement().asString().contains("Maven is not found");
    }

    @Test
    void aMavenThatIsTooOldIsOneLineAndExitCode69() throws Exception {
        program(root.resolve("maven/bin/mvn"), "echo 'Apache Maven 3.6.3 (abc)'");
        Run run = run(
                Map.of("JAVA_HOME", jdk("jdk", "17.0.1").toString(), "MAVEN_HOME", root.resolve("maven").toString()), "alerts");

        assertThat(run.exitCode()).isEqualTo(69);
        assertThat(run.output()).contains("is Maven 3.6; 3.8 or newer is needed");
    }

    @Test
    void aBuildThatFailsShowsItsErrorsAndIsTriedAgain() throws Exception {
        program(root.resolve("maven/bin/mvn"),
                "case \"$1\" in -v) echo 'Apache Maven 3.9.1 (abc)';; *) echo '[ERROR] no such thing'; exit 1;; esac");
        Map<String, String> environment = Map.of(
                "JAVA_HOME", jdk("jdk", "17.0.1").toString(), "MAVEN_HOME", root.resolve("maven").toString());

        Run run = run(environment, "alerts");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.output()).contains("the build failed", "[ERROR] no such thing");
        assertThat(run(environment, "alerts").output()).contains("vectide: building with JDK 17");
    }

    @Test
    void whatIsBuiltIsNotBuiltAgainUntilASourceIsNewer() throws Exception {
        program(root.resolve("maven/bin/mvn"),
                "case \"$1\" in -v) echo 'Apache Maven 3.9.1 (abc)';; *) echo '[INFO] Building Vectide core 1 [1/1]';; esac");
        Map<String, String> environment = Map.of(
                "JAVA_HOME", jdk("jdk", "17.0.1").toString(), "MAVEN_HOME", root.resolve("maven").toString());

        assertThat(run(environment, "alerts").output()).contains("vectide: building", "[1/1] core");
        assertThat(run(environment, "alerts").output()).doesNotContain("building");
        Path source = root.resolve("core/src/main/A.java");
        Files.createDirectories(source.getParent());
        Files.createFile(source);
        assertThat(run(environment, "alerts").output()).contains("vectide: building");
    }

    @Test
    void argumentsReachTheCommandAsTheyAre() throws Exception {
        built();
        Run run = run(
                Map.of("JAVA_HOME", jdk("jdk", "17.0.1").toString(), "VECTIDE_JAVA_OPTS", "-Da=b -Xmx2g"),
                "search", "two words", "");

        assertThat(run.exitCode()).isZero();
        assertThat(run.output().lines()).contains("-Da=b", "-Xmx2g", "dev.vectide.local.cli.Vectide", "two words");
        assertThat(run.output()).endsWith("two words\n\n").doesNotContain("--enable-native-access");
    }

    @Test
    void aServerGetsItsFlags() throws Exception {
        built();
        Run run = run(Map.of("JAVA_HOME", jdk("jdk", "25").toString()), "--verbose", "up");

        assertThat(run.output().lines())
                .contains("jdk.incubator.vector", "-Xmx1g", "--enable-native-access=ALL-UNNAMED", "up");
    }

    @Test
    void benchmarksAreAProgramOfTheirOwn() throws Exception {
        Files.createDirectories(root.resolve("bench/target"));
        Files.createFile(root.resolve("bench/target/built"));
        Run run = run(Map.of("JAVA_HOME", jdk("jdk", "25").toString()), "bench", "encoder", "--quick");

        assertThat(run.exitCode()).isZero();
        assertThat(run.output().lines())
                .contains(root.resolve("bench/target/lib") + "/*", "dev.vectide.bench.Bench", "bench", "encoder", "--quick");
    }
}
