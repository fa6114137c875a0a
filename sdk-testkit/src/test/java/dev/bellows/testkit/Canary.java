package dev.bellows.testkit;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** A secret of the namespace, which must stand nowhere else. */
final class Canary {
    static final String SECRET = "db";
    static final String KEY = "password";
    static final String VALUE = "canary-7f3a91";

    private Canary() {}

    static Secret secret() {
        return new SecretBuilder()
                .withNewMetadata()
                .withName(SECRET)
                .endMetadata()
                .addToData(KEY, Base64.getEncoder().encodeToString(VALUE.getBytes(StandardCharsets.UTF_8)))
                .build();
    }
}
