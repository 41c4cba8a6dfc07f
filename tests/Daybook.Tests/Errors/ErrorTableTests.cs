using System.Reflection;
using Daybook.Errors;
using Daybook.Testing;
using Xunit;

namespace Daybook.Tests.Errors;

public sealed class ErrorTableTests
{
    [Fact]
    public void Every_code_has_a_row_and_a_name_of_its_own()
    {
        Assert.All(Enum.GetValues<ErrorCode>(), code => Assert.Equal(code, ErrorTable.Of(code).Code));
        Assert.Equal(ErrorTable.Rows.Count, ErrorTable.Rows.Select(row => row.Name).Distinct().Count());
    }

    [Fact]
    public void The_table_is_the_approved_one()
    {
        Snapshot.Match(string.Concat(ErrorTable.Rows.Select(row => $"{row.Code} {row.Name} {row.ExitCode} {row.McpCode}\n")));
    }

    [Fact]
    public void Every_error_is_sealed_and_derives_from_the_one_root()
    {
        Type[] errors = [.. typeof(DaybookException).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Exception)))];

        Assert.All(errors.Where(type => type != typeof(DaybookException)), type =>
        {
            Assert.True(type.IsSealed, type.Name);
            Assert.Equal(typeof(DaybookException), type.BaseType);
            Assert.Empty(type.GetProperties(BindingFlags.Public | BindingFlags.Static));
        });
    }

    [Fact]
    public void A_newer_format_names_both_versions_and_the_file()
    {
        var error = new NewerFormatException("/x/daybook.json", found: 3, supported: 1);

        Assert.Equal("/x/daybook.json has format 3; this version reads formats up to 1", error.Message);
        Assert.Equal((3L, 1L, "/x/daybook.json"), (error.Found, error.Supported, error.Path));
        Assert.NotNull(error.Hint);
    }
}
