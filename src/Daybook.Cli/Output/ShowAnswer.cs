using System.Text.Json;
using Daybook.Json;
using Daybook.Links;

namespace Daybook.Cli.Output;

/// <summary>Prints what <c>show</c> answers, whatever the kind.</summary>
internal static class ShowAnswer
{
    private const int KindWidth = 10;

    /// <summary>Prints a record and what refers to it in the form that the reader asked for.</summary>
    /// <param name="console">Where to.</param>
    /// <param name="id">The record's id.</param>
    /// <param name="writeJson">Writes the record as one object.</param>
    /// <param name="writeText">Writes everything about it for people.</param>
    /// <param name="findReferences">Looks for what refers to it; not asked where only the id is wanted.</param>
    public static async Task PrintAsync(
        IConsole console,
        string id,
        Action<Utf8JsonWriter> writeJson,
        Action<ILineWriter> writeText,
        Func<Task<IReadOnlyList<RecordReference>>> findReferences)
    {
        if (console.Mode == OutputMode.Quiet)
        {
            console.WriteId(id);
            return;
        }

        IReadOnlyList<RecordReference> references = await console.PatientlyAsync("Looking for what refers to it", _ => findReferences());
        if (console.Mode == OutputMode.Json)
        {
            console.WriteJson(new ShownRecord(writeJson, references), RecordsJson.Default.ShownRecord);
            return;
        }

        writeText(console.Text);
        if (references.Count > 0)
        {
            console.Text.WriteLine(new Piece("== Referred to by", Tone.Strong));
        }

        foreach (RecordReference reference in references)
        {
            console.Text.WriteLine(reference.Kind.PadRight(KindWidth), "  ", reference.Id ?? "(no id)", "  ", new Piece(reference.Title ?? "", Tone.Faint));
        }
    }
}
