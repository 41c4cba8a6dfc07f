using System.Text.RegularExpressions;
using Daybook.Tidy.Tests.Reading;
using Xunit;

namespace Daybook.Tidy.Tests;

/// <summary>The five kinds know each other by id only, so that each can be read and changed alone.</summary>
public sealed class KindTests
{
    private static readonly string[] Kinds = ["Memory", "Tasks", "Runs", "Drafts", "Operations"];

    [Fact]
    public void No_kind_references_the_namespace_of_another()
    {
        Violations.None(
            "References between kinds",
            from file in Repository.Source
            from own in Kinds.Intersect(file.Folder.Split('/'))
            from other in Kinds.Where(kind => kind != own)
            from Match reference in Regex.Matches(file.Code, $@"\bDaybook(\.\w+)*\.{other}\b")
            select $"{file.At(reference.Index)}: {reference.Value}");
    }
}
