using Arrea.Dataflow.Validation.CommandLines;
using Arrea.Dataflow.Validation.Facts;

namespace Arrea.Dataflow.Tests.Validation.CommandLines;

[TestClass]
public sealed class CommandLineParserTests
{
    [TestMethod]
    [DataRow("rm -rf /", "-r -f", "/")]
    [DataRow("rm / -rf", "-r -f", "/")]
    [DataRow("rm --rec --for /", "--recursive --force", "/")]
    [DataRow("rm --re /", "--recursive", "/")]
    [DataRow("rm --preserve /", "--preserve-root", "/")]
    [DataRow("rm --no-preserve-root -- -x", "--no-preserve-root", "-x")]
    [DataRow("rm -- -rf", "", "-rf")]
    [DataRow("rm -", "", "-")]
    [DataRow("rm -rrf x", "-r -f", "x")]
    [DataRow("cp -t dir a", "-t=dir", "a")]
    [DataRow("cp -tdir a", "-t=dir", "a")]
    [DataRow("cp --target-directory=dir a", "--target-directory=dir", "a")]
    [DataRow("cp --target dir a", "--target-directory=dir", "a")]
    [DataRow("dd if=/dev/zero of=x bs=1M", "if==/dev/zero of==x bs==1M", "")]
    [DataRow("tar cvf x.tar src", "-c -v -f=x.tar", "src")]
    [DataRow("tar -czf x.tar src", "-c -z -f=x.tar", "src")]
    [DataRow("tar xfC x.tar dir", "-x -f=x.tar -C=dir", "")]
    [DataRow("find / ( -name x -o -name y ) -delete", "-name=x -o -name=y -delete", "/")]
    [DataRow("find . -exec rm -rf {} ; -print", "-exec -print", ".")]
    [DataRow("git -C ../x reset --hard HEAD", "-C=../x --hard", "reset HEAD")]
    [DataRow("git log -n 3 --grep=x", "-n=3 --grep=x", "log")]
    [DataRow("git grep -O x", "-O", "grep x")]
    [DataRow("docker run --rm -v a:b alpine rm -rf x", "--rm -v=a:b", "run alpine rm -rf x")]
    [DataRow("docker -H x ps -a", "-H=x -a", "ps")]
    [DataRow("kubectl delete -n prod pod x", "-n=prod", "delete pod x")]
    [DataRow("kubectl -n prod delete pod x", "-n=prod", "delete pod x")]
    [DataRow("aws --profile p s3 rm s3://b --recursive", "--profile=p --recursive", "s3 rm s3://b")]
    [DataRow("terraform -chdir=x destroy -auto-approve", "-chdir=x -auto-approve", "destroy")]
    [DataRow("terraform apply --auto-approve", "-auto-approve", "apply")]
    [DataRow("unknown -abc --x=1 y", "-a -b -c --x=1", "y")]
    [DataRow("rm -rf$X", "-r -f -=-rf$X", "")]
    [DataRow("rm -$X y", "-=-$X", "y")]
    [DataRow("rm $X", "", "$X")]
    [DataRow("curl -o$X y", "-o=$X", "y")]
    [DataRow("curl --output=a$X y", "--output=a$X", "y")]
    [DataRow("perl -lane x", "-l -a -n -e=x", "")]
    [DataRow("perl -0777pe x", "-0 -p -e=x", "")]
    [DataRow("python3.12 -c x", "-c=x", "")]
    [DataRow("kill -9 x", "-9", "x")]
    public void Parse_Row_TellsOptionsFromOperands(string row, string options, string operands)
    {
        var words = Rows.Words(row);

        var line = CommandLineParser.Parse(words[0].ToString(), [.. words.Skip(1)]);

        Assert.AreEqual(options, string.Join(' ', line.Options.Select(static option => option.Value is { } value ? $"{option.Name}={value}" : option.Name)));
        Assert.AreEqual(operands, string.Join(' ', line.Operands));
    }

    [TestMethod]
    public void Parse_OptionWithoutItsValue_HasNone()
    {
        var line = CommandLineParser.Parse("cp", [Value.Of("-t", 0..2)]);

        Assert.IsTrue(line.Has("-t"));
        Assert.IsNull(line.ValueOf("-t"));
    }

    [TestMethod]
    public void Parse_Value_KeepsTheSpanOfItsArgument()
    {
        var words = Rows.Words("dd of=/dev/sda");

        Assert.AreEqual(words[1].Span, CommandLineParser.Parse("dd", [words[1]]).ValueOf("of=")!.Span);
    }
}
