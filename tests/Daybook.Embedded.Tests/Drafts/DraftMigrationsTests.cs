using System.Security.Cryptography;
using System.Text;
using Daybook.Embedded.Drafts;
using Xunit;

namespace Daybook.Embedded.Tests.Drafts;

public sealed class DraftMigrationsTests
{
    [Fact]
    public void The_checksum_of_each_step_is_that_of_its_statements() => Assert.All(
        DraftShape.Own.Migrations.Concat(DraftShape.Boternity.Migrations),
        static migration => Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(migration.Sql))), migration.Checksum));

    [Fact]
    public void The_steps_are_counted_from_1() =>
        Assert.All(new[] { DraftShape.Own, DraftShape.Boternity }, static shape => Assert.Equal([1, 2], shape.Migrations.Select(static migration => migration.Version)));
}
