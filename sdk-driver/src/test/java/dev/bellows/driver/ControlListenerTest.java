package dev.bellows.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

class ControlListenerTest {
    private static final int OF_JAVA_8 = 52;

    @Test
    void whatever_fails_while_it_starts_is_the_one_exception_that_spark_goes_on_after() {
        assertThatThrownBy(() -> new ControlListener(null)).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void it_runs_on_java_8() throws IOException {
        try (InputStream file = ControlListener.class.getResourceAsStream("ControlListener.class");
                DataInputStream header = new DataInputStream(file)) {
            assertThat(header.readInt()).isEqualTo(0xCAFEBABE);
            header.readUnsignedShort();
            assertThat(header.readUnsignedShort()).isEqualTo(OF_JAVA_8);
        }
    }
}
