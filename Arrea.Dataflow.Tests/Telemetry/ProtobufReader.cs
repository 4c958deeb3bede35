using System.Text;

namespace Arrea.Dataflow.Tests.Telemetry;

/// <summary>Reads a protobuf message without its schema: the fields by number.</summary>
internal ref struct ProtobufReader(ReadOnlySpan<byte> message)
{
    private const int Variable = 0;
    private const int EightBytes = 1;
    private const int Counted = 2;
    private const int FourBytes = 5;

    private ReadOnlySpan<byte> _rest = message;

    /// <summary>The bytes of the fields of one number, in order; what is no counted field is left aside.</summary>
    public static List<byte[]> Fields(ReadOnlySpan<byte> message, int number)
    {
        var found = new List<byte[]>();
        var reader = new ProtobufReader(message);
        while (!reader._rest.IsEmpty)
        {
            var key = reader.ReadNumber();
            var bytes = reader.ReadValue((int)(key & 7));
            if ((int)(key & 7) == Counted && (int)(key >> 3) == number)
            {
                found.Add(bytes.ToArray());
            }
        }

        return found;
    }

    /// <summary>All the messages at the end of a way through the fields.</summary>
    public static IEnumerable<byte[]> Walk(byte[] message, params int[] way)
        => way.Aggregate((IEnumerable<byte[]>)[message], static (messages, number) => messages.SelectMany(one => Fields(one, number)));

    public static string Text(byte[] message, int number) => Encoding.UTF8.GetString(Fields(message, number).SingleOrDefault() ?? []);

    public static string Hex(byte[] message, int number) => Convert.ToHexStringLower(Fields(message, number).SingleOrDefault() ?? []);

    private ulong ReadNumber()
    {
        var value = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var next = _rest[0];
            _rest = _rest[1..];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }
    }

    private ReadOnlySpan<byte> ReadValue(int kind)
    {
        var length = 0;
        switch (kind)
        {
            case Variable:
                ReadNumber();
                break;
            case EightBytes:
                length = 8;
                break;
            case FourBytes:
                length = 4;
                break;
            case Counted:
                length = (int)ReadNumber();
                break;
            default:
                throw new FormatException($"Wire type {kind} is unknown.");
        }

        var value = _rest[..length];
        _rest = _rest[length..];
        return value;
    }
}
