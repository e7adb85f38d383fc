package dev.vectide.core.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vectide.core.config.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PemFilesTest {
    @TempDir
    private Path folder;

    private String file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content).toString();
    }

    @Test
    void aFileThatIsMissingOrEmptyIsNamed() throws IOException {
        String missing = folder.resolve("missing.pem").toString();
        assertThatThrownBy(() -> PemFiles.certificates("security.trust", missing))
                .isInstanceOf(ConfigException.class)
                .hasMessageContainingAll("security.trust = " + missing, "cannot be read");
        String empty = file("empty.pem", "");
        assertThatThrownBy(() -> PemFiles.certificates("security.trust", empty))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("expected certificates in PEM");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
                "-----BEGIN CERTIFICATE-----\n",
                "nothing of the kind"
            })
    void whatIsNoCertificateIsRefused(String content) throws IOException {
        String file = file("no.pem", content);
        assertThatThrownBy(() -> PemFiles.certificates("security.trust", file)).isInstanceOf(ConfigException.class);
    }

    @Test
    void nothingOfAPrivateKeyIsTold() throws Exception {
        byte[] key = KeyPairGenerator.getInstance("EC").generateKeyPair().getPrivate().getEncoded();
        String coded = Base64.getEncoder().encodeToString(key);
        String file = file("key.pem", "-----BEGIN PRIVATE KEY-----\n" + coded.substring(8) + "\n-----END PRIVATE KEY-----\n");
        assertThatThrownBy(() -> PemFiles.identity(file, file))
                .isInstanceOf(ConfigException.class)
                .satisfies(refusal -> assertThat(String.valueOf(refusal.getMessage())).doesNotContain(coded.substring(20, 40)));
    }
}
