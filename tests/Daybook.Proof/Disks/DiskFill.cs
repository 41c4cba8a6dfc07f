using System.Globalization;
using Daybook.Proof.Commands;
using Daybook.Proof.Stores;

namespace Daybook.Proof.Disks;

/// <summary>A store on a small disk that is filled, written to, emptied and written to again.</summary>
/// <param name="disk">The disk.</param>
/// <param name="seeded">What is in the store before.</param>
internal sealed class DiskFill(SmallDisk disk, SeededStore seeded)
{
    private const int BlockBytes = 4096;

    private static readonly WriteCommand Nothing = new("nothing");

    /// <summary>Leaves so many bytes. Space goes by blocks, so what is over moves the ends of files within theirs.</summary>
    /// <exception cref="ProofFailedException">Something acknowledged is lost, or the store cannot be read, or does not go on.</exception>
    public Task LeaveAsync(int bytes, bool isHasty) => TryAsync(
        string.Create(CultureInfo.InvariantCulture, $"{bytes} bytes left"),
        bytes % BlockBytes,
        ballast => ballast.FillToLeave(bytes / BlockBytes * BlockBytes),
        isHasty);

    /// <summary>Leaves so many names of files.</summary>
    /// <exception cref="ProofFailedException">As <see cref="LeaveAsync"/>.</exception>
    public Task LeaveNamesAsync(int names) => TryAsync(
        string.Create(CultureInfo.InvariantCulture, $"{names} names left"),
        shift: 0,
        ballast =>
        {
            ballast.FillToLeave(8 * BlockBytes);
            ballast.FillToLeaveNames(names);
        },
        isHasty: false);

    /// <summary>Makes the disk read-only and writable again.</summary>
    /// <exception cref="ProofFailedException">As <see cref="LeaveAsync"/>.</exception>
    public async Task ForbidAsync()
    {
        using ScratchStore scratch = seeded.CopyFor(Nothing, disk.Folder);
        var writing = new ScarceWriting(scratch, isHasty: false);
        await disk.SetReadOnlyAsync(true);
        try
        {
            await writing.WriteUntilRefusedAsync();
            await writing.MustReadAsync();
        }
        finally
        {
            await disk.SetReadOnlyAsync(false);
        }

        await writing.MustGoOnAsync();
    }

    private async Task TryAsync(string words, int shift, Action<Ballast> fill, bool isHasty)
    {
        using ScratchStore scratch = seeded.CopyFor(Nothing, disk.Folder);
        var ballast = new Ballast(disk.Folder);
        try
        {
            await scratch.AddAsync(new string('s', 1 + shift));
            fill(ballast);
            var writing = new ScarceWriting(scratch, isHasty);
            await writing.WriteUntilRefusedAsync();
            await writing.MustReadAsync();
            ballast.Free();
            await writing.MustGoOnAsync();
        }
        catch (Exception failure)
        {
            throw new ProofFailedException($"{disk.Name}, {words}: {failure.Message}", failure);
        }
        finally
        {
            ballast.Free();
        }
    }
}
