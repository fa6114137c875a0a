package dev.bellows.compile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PropertiesTextTest {
    private static final String ALPHABET = "ab.=:#!\\ \t\n\r\fäß日\uD83D\uDE00'\"${}0\u0085\u2028";

    @Test
    void writes_sorted_lines_without_a_date() {
        assertThat(PropertiesText.of(new TreeMap<>(Map.of("spark.b", "2", "spark.a", "k8s://x", "spark.c", ""))))
                .isEqualTo("spark.a=k8s\\://x\nspark.b=2\nspark.c=\n");
    }

    @Test
    void leaves_letters_outside_ascii_as_they_are() {
        assertThat(PropertiesText.of(new TreeMap<>(Map.of("spark.ä", "日本")))).isEqualTo("spark.ä=日本\n");
    }

    @Test
    void loads_back_to_the_same_map() throws IOException {
        for (long seed = 0; seed < 2_000; seed++) {
            SortedMap<String, String> conf = randomConf(new Random(seed));
            Properties loaded = new Properties();
            loaded.load(new StringReader(PropertiesText.of(conf)));
            assertThat(loaded).as("seed %s", seed).isEqualTo(conf);
        }
    }

    private static SortedMap<String, String> randomConf(Random random) {
        SortedMap<String, String> conf = new TreeMap<>();
        int entries = random.nextInt(8);
        for (int i = 0; i < entries; i++) {
            conf.put(randomText(random), randomText(random));
        }
        return conf;
    }

    private static String randomText(Random random) {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(12);
        for (int i = 0; i < length; i++) {
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return text.toString();
    }
}
