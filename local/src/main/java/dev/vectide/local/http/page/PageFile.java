package dev.vectide.local.http.page;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;

/** A file of the class path as HTTP serves it: its bytes, its media type and an entity tag over its content. */
final class PageFile {
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml");

    private final byte[] bytes;
    private final String type;
    private final String tag;

    private PageFile(String resource) {
        this.bytes = read(resource);
        this.type = Objects.requireNonNull(TYPES.get(resource.substring(resource.lastIndexOf(".") + 1)), resource);
        this.tag = '"' + digest(bytes) + '"';
    }

    /** One of the page's own files. */
    static PageFile own(String name) {
        return new PageFile("/dev/vectide/local/page/" + name);
    }

    /** A file of a WebJar, in whichever version the build brought. */
    static PageFile webJar(String artifact, String path) {
        Properties properties = new Properties();
        String described = "/META-INF/maven/org.webjars.npm/" + artifact + "/pom.properties";
        try {
            properties.load(new ByteArrayInputStream(read(described)));
        } catch (IOException e) {
            throw new UncheckedIOException(described, e);
        }
        String version = properties.getProperty("version");
        return new PageFile("/META-INF/resources/webjars/" + artifact + "/" + version + "/" + path);
    }

    InputStream open() {
        return new ByteArrayInputStream(bytes);
    }

    String type() {
        return type;
    }

    String tag() {
        return tag;
    }

    private static byte[] read(String resource) {
        try (InputStream in = PageFile.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the page's file " + resource + " is missing from the class path");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(resource, e);
        }
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
