using Daybook.Cli.Harnesses;
using Daybook.Cli.Setup.Text;

namespace Daybook.Cli.Setup.Parts;

/// <summary>An entry of setup that was found in a file.</summary>
/// <param name="Id">Which it is.</param>
/// <param name="Mark">Its mark.</param>
/// <param name="Path">The names of what it stands in, as far as it has names.</param>
/// <param name="Container">The object or list that it stands in.</param>
/// <param name="Entry">Itself.</param>
internal sealed record JsonPlace(string Id, SetupMark Mark, IReadOnlyList<string> Path, JsonSpan Container, JsonEntry Entry);
