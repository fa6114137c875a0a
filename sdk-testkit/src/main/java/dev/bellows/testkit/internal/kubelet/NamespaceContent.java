package dev.bellows.testkit.internal.kubelet;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Secret;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The keys and bytes of one namespace's ConfigMaps and Secrets, as volumes and environments read them. */
interface NamespaceContent {
    Optional<Map<String, byte[]>> configMap(String name);

    Optional<Map<String, byte[]>> secret(String name);

    static Map<String, byte[]> bytesOf(ConfigMap configMap) {
        Map<String, byte[]> bytes = decoded(configMap.getBinaryData());
        configMap.getData().forEach((key, text) -> bytes.put(key, text.getBytes(UTF_8)));
        return bytes;
    }

    static Map<String, byte[]> bytesOf(Secret secret) {
        return decoded(secret.getData());
    }

    private static Map<String, byte[]> decoded(Map<String, String> base64) {
        Map<String, byte[]> bytes = new LinkedHashMap<>();
        base64.forEach((key, text) -> bytes.put(key, Base64.getDecoder().decode(text)));
        return bytes;
    }
}
