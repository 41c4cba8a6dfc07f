using System.Buffers;
using System.Text.Json;
using Daybook.Durability.Logs;

namespace Daybook.Embedded.Memory;

/// <summary>One line of <c>amendments.jsonl</c>. Docs: FORMAT.md.</summary>
internal static class AmendmentLine
{
    private const string Kind = "amendment";
    private const string ForgottenKind = "forgotten";
    private const string SupersededKind = "superseded";

    /// <summary>Reads a line; null where it says nothing that this version understands.</summary>
    /// <param name="line">The line.</param>
    /// <param name="isSound">Whether that is as it should be: a newer version may say more.</param>
    internal static Amendment? Read(LogLine line, out bool isSound)
    {
        using JsonDocument? document = JsonLine.Parse(line);
        isSound = false;
        if (document?.RootElement is not { } root || JsonLine.Text(root, Kind) is not { } kind || JsonLine.Text(root, "id") is not { } id)
        {
            return null;
        }

        DateTimeOffset at = JsonLine.Time(root, "recorded_at") ?? DateTimeOffset.UnixEpoch;
        string? agent = JsonLine.Text(root, "agent");
        Amendment? amendment = kind switch
        {
            ForgottenKind => new Amendment.Forgotten(id, JsonLine.Text(root, "reason") ?? "", at, agent),
            SupersededKind when JsonLine.Text(root, "superseded_by") is { } by => new Amendment.Superseded(id, by, at, agent),
            _ => null,
        };
        isSound = amendment is not null || kind is not (ForgottenKind or SupersededKind);
        return amendment;
    }

    /// <summary>Writes a line without its newline.</summary>
    internal static void Write(Amendment amendment, IBufferWriter<byte> output) => JsonLine.Write(
        writer =>
        {
            switch (amendment)
            {
                case Amendment.Forgotten forgotten:
                    writer.WriteString(Kind, ForgottenKind);
                    writer.WriteString("id", forgotten.Id);
                    writer.WriteString("reason", forgotten.Reason);
                    break;
                case Amendment.Superseded superseded:
                    writer.WriteString(Kind, SupersededKind);
                    writer.WriteString("id", superseded.Id);
                    writer.WriteString("superseded_by", superseded.SupersededBy);
                    break;
            }

            JsonLine.WriteTime(writer, "recorded_at", amendment.RecordedAt);
            if (amendment.Agent is { } agent)
            {
                writer.WriteString("agent", agent);
            }
        },
        output);
}
