package dev.bellows.compile;

import com.fasterxml.jackson.core.Base64Variant;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.ObjectCodec;
import com.fasterxml.jackson.core.base.GeneratorBase;
import com.fasterxml.jackson.core.io.IOContext;
import com.fasterxml.jackson.core.json.JsonWriteContext;
import java.math.BigDecimal;
import java.math.BigInteger;

/** Plain data as YAML, a field a line, written while Jackson walks through an object: no tree of it is made. */
final class BlockYaml extends GeneratorBase {
    private static final int STEP = 2;

    private final YamlText text = new YamlText();
    // Where the fields or elements of the innermost object or list begin.
    private int column = -STEP;

    BlockYaml(ObjectCodec codec) {
        super(0, codec, (IOContext) null, JsonWriteContext.createRootContext(null));
    }

    /** What was written so far. */
    String text() {
        return text.toString();
    }

    @Override
    public void writeStartObject() {
        begin();
        column += STEP;
        _writeContext = _writeContext.createChildObjectContext();
    }

    @Override
    public void writeEndObject() {
        end(" {}\n", STEP);
    }

    @Override
    public void writeStartArray() {
        begin();
        column += stepOfList(_writeContext);
        _writeContext = _writeContext.createChildArrayContext();
    }

    @Override
    public void writeEndArray() {
        end(" []\n", stepOfList(_writeContext.getParent()));
    }

    @Override
    public void writeFieldName(String name) throws JsonProcessingException {
        boolean first = !_writeContext.hasCurrentIndex();
        if (first && _writeContext.getParent().inArray()) {
            text.append(' ');
        } else {
            if (first && _writeContext.getParent().inObject()) {
                text.append('\n');
            }
            text.indent(column);
        }
        text.word(name).append(':');
        _writeContext.writeFieldName(name);
    }

    @Override
    public void writeString(String value) {
        begin();
        text.append(' ').line(value, column + (_writeContext.inArray() ? STEP + STEP : STEP));
    }

    @Override
    public void writeString(char[] value, int offset, int length) {
        writeString(new String(value, offset, length));
    }

    @Override
    public void writeNumber(String number) {
        begin();
        text.append(' ').append(number).append('\n');
    }

    @Override
    public void writeNumber(int number) {
        writeNumber(Integer.toString(number));
    }

    @Override
    public void writeNumber(long number) {
        writeNumber(Long.toString(number));
    }

    @Override
    public void writeNumber(BigInteger number) {
        writeNumber(number.toString());
    }

    @Override
    public void writeNumber(double number) {
        writeNumber(Double.toString(number));
    }

    @Override
    public void writeNumber(float number) {
        writeNumber(Float.toString(number));
    }

    @Override
    public void writeNumber(BigDecimal number) {
        writeNumber(number.toString());
    }

    @Override
    public void writeBoolean(boolean state) {
        writeNumber(Boolean.toString(state));
    }

    @Override
    public void writeNull() {
        writeNumber("null");
    }

    @Override
    public void writeRawUTF8String(byte[] value, int offset, int length) {
        _reportUnsupportedOperation();
    }

    @Override
    public void writeUTF8String(byte[] value, int offset, int length) {
        _reportUnsupportedOperation();
    }

    @Override
    public void writeRaw(String value) {
        _reportUnsupportedOperation();
    }

    @Override
    public void writeRaw(String value, int offset, int length) {
        _reportUnsupportedOperation();
    }

    @Override
    public void writeRaw(char[] value, int offset, int length) {
        _reportUnsupportedOperation();
    }

    @Override
    public void writeRaw(char value) {
        _reportUnsupportedOperation();
    }

    @Override
    public void writeBinary(Base64Variant variant, byte[] value, int offset, int length) {
        _reportUnsupportedOperation();
    }

    @Override
    public void flush() {}

    @Override
    protected void _releaseBuffers() {}

    @Override
    protected void _verifyValueWrite(String type) {}

    /** Writes what stands before a value; what stands behind it depends on whether it has parts. */
    private void begin() {
        if (_writeContext.inArray()) {
            if (!_writeContext.hasCurrentIndex()) {
                text.append('\n');
            }
            text.indent(column).append('-');
        }
        _writeContext.writeValue();
    }

    private void end(String ifEmpty, int step) {
        boolean empty = !_writeContext.hasCurrentIndex();
        _writeContext = _writeContext.clearAndGetParent();
        column -= step;
        if (empty && !_writeContext.inRoot()) {
            text.append(ifEmpty);
        }
    }

    // The elements of a field's list begin below the field's name.
    private static int stepOfList(JsonWriteContext around) {
        return around.inObject() ? 0 : STEP;
    }
}
