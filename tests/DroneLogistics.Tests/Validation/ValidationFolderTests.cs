using NUnit.Framework;

namespace DroneLogistics.Tests.Validation;

public sealed class ValidationFolderTests
{
    [Test]
    public void The_folder_of_cases_holds_at_least_one_file_so_that_not_everything_is_ignored()
    {
        Assert.That(Directory.Exists(ValidationFolder.Path), Is.True, ValidationFolder.Path);
        Assert.That(Directory.GetFiles(ValidationFolder.Path, "*.csv"), Is.Not.Empty, ValidationFolder.Path);
    }
}
