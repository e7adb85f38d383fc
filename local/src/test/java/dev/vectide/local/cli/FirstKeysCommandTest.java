package dev.vectide.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vectide.core.access.ApiKey;
import dev.vectide.core.access.Verb;
import dev.vectide.core.config.ConfigReader;
import dev.vectide.core.config.VectideConfig;
import dev.vectide.local.cli.Shell.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FirstKeysCommandTest {
    @TempDir
    private Path folder;

    private Path settings;
    private Path into;

    @BeforeEach
    void settings() throws IOException {
        settings = Files.writeString(folder.resolve("given.yaml"), "kafka:\n  replication: 3\n");
        into = folder.resolve("new/settings");
    }

    @Test
    void bothKeysOpenWhatTheyAreFor() throws IOException {
        assertThat(run(new Shell()).exitCode()).isEqualTo(ExitCode.DONE);

        VectideConfig written = written();
        assertThat(written.kafka().replication()).isEqualTo((short) 3);
        assertThat(written.security().ownKey()).isEqualTo(key("system.key"));
        ApiKey admin = written.security().apiKeys().find(key("admin.key")).orElseThrow();
        assertThat(admin.verbs()).containsExactlyInAnyOrder(Verb.values());
        ApiKey system = written.security().apiKeys().find(key("system.key")).orElseThrow();
        assertThat(system.verbs()).containsExactly(Verb.READ);
    }

    @Test
    void keysStayAndSettingsFollow() throws IOException {
        run(new Shell());
        String admin = key("admin.key");
        Files.writeString(settings, "kafka:\n  partitions: 8\n");

        run(new Shell());

        assertThat(key("admin.key")).isEqualTo(admin);
        assertThat(written().kafka().partitions()).isEqualTo(8);
        assertThat(written().security().apiKeys().find(admin)).isPresent();
    }

    @Test
    void theAdminsKeyMayBeGiven() throws IOException {
        String given = "g".repeat(32);

        run(new Shell().with("VECTIDE_API_KEY", given));

        assertThat(written().security().apiKeys().find(given)).isPresent();
        assertThat(run(new Shell().with("VECTIDE_API_KEY", "short")).err()).contains("VECTIDE_API_KEY has 5 characters");
    }

    @Test
    void settingsThatHaveKeysAreRefused() throws IOException {
        Files.writeString(settings, "security:\n  trust: \"\"\n");

        Result result = run(new Shell());

        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err()).contains(settings + " has a section security, expected none");
        assertThat(into).doesNotExist();
    }

    private Result run(Shell shell) {
        return shell.run("first-keys", "--settings", settings.toString(), "--into", into.toString());
    }

    private VectideConfig written() {
        return ConfigReader.read(into.resolve("vectide.yaml"), Map.of());
    }

    private String key(String file) throws IOException {
        return Files.readString(into.resolve(file));
    }
}
