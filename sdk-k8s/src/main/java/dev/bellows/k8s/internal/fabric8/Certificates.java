package dev.bellows.k8s.internal.fabric8;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.internal.CertUtils;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import org.jspecify.annotations.Nullable;

/**
 * Checks certificates before anything is sent: the client would take an authority that it cannot read for none, and trust those of the JVM
 * instead.
 */
final class Certificates {
    private static final String EXPECTED = " (expected: a certificate in PEM, -----BEGIN CERTIFICATE-----)";

    private Certificates() {}

    /** Checks the text of an authority's certificates. */
    static void check(String field, String pem) {
        try (InputStream text = new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8))) {
            read(field, text);
        } catch (IOException e) {
            throw refused(field);
        }
    }

    /** Checks those of a configuration. */
    static void check(Config config) {
        String file = config.getCaCertFile();
        boolean data = isSet(config.getCaCertData());
        if (data || isSet(file)) {
            String field = data ? "certificate-authority-data" : "certificate-authority " + file;
            try (InputStream text = CertUtils.getInputStreamFromDataOrFile(config.getCaCertData(), file)) {
                read(field, text);
            } catch (IOException | IllegalArgumentException e) {
                throw refused(field);
            }
        }
        try {
            SSLUtils.keyManagers(config);
        } catch (GeneralSecurityException | IOException | RuntimeException e) {
            throw new IllegalArgumentException(
                    "client-certificate and client-key: they cannot be read (expected: a certificate and its key, in PEM)");
        }
    }

    private static boolean isSet(@Nullable String text) {
        return text != null && !text.isEmpty();
    }

    private static void read(String field, InputStream text) {
        try {
            if (CertificateFactory.getInstance("X.509")
                    .generateCertificates(text)
                    .isEmpty()) {
                throw refused(field);
            }
        } catch (CertificateException e) {
            throw refused(field);
        }
    }

    private static IllegalArgumentException refused(String field) {
        return new IllegalArgumentException(field + ": no certificate can be read" + EXPECTED);
    }
}
