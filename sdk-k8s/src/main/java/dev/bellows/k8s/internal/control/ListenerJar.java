package dev.bellows.k8s.internal.control;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Base64;

/** The jar that goes along with a job whose driver takes orders: it is part of this library. */
public final class ListenerJar {
    private static final String RESOURCE = "bellows-driver.jar";

    private ListenerJar() {}

    /** The jar as {@code binaryData} wants it. */
    public static String base64() {
        try (InputStream jar = ListenerJar.class.getResourceAsStream(RESOURCE)) {
            if (jar == null) {
                throw new IllegalStateException(RESOURCE + " is missing from bellows-k8s");
            }
            return Base64.getEncoder().encodeToString(jar.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(RESOURCE + " cannot be read", e);
        }
    }
}
