namespace Arrea.Dataflow.Validation.CommandLines;

/// <summary>Options of the interpreters, editors and filters that have a language of their own, as <see cref="OptionTable"/> reads them.</summary>
internal static class LanguageOptions
{
    public const string Lines = """
        python,python2,python3,pypy,pypy3,micropython,ipython,ipython3,jython + c:m:Q:W:X: check-hash-based-pycs= help version
        node,nodejs + e:p:r:*C:E: eval= print= require=* import=* loader=* experimental-loader=* env-file= inspect== inspect-brk== stack-trace-limit= conditions= input-type= title= icu-data-dir= openssl-config=* test watch check interactive
        deno > . 
        deno/run,deno/eval +. c:A config= import-map= lock= ext= allow-all allow-run== allow-read== allow-write== allow-net== print
        perl + C#D::e:E:F::I:*i::l#m:M:V::x::0#
        ruby,jruby + C:E:e:F::I:*i::K::r:*T#W#x::0#X: encoding= external-encoding= internal-encoding= disable= enable=
        irb,pry + e:I:*r:*
        php,php-cli + b:B:c:*d:e:E:f:F:g:n:r:R:S:t:z:* run= process-code= process-begin= process-end= process-file= file= define= php-ini=* zend-extension=* server= docroot= rf= rc= re= ri=
        lua,luajit,texlua + e:l:*
        tclsh,expect,wish + c:f:d:b: 
        osascript + e:l:s:
        r,R,Rscript + e:f:g:d: file= args encoding= default-packages= gui= debugger=! vanilla slave no-save
        julia + e:E:p:t:L:*J:*C: eval= print= load=* sysimage=* project== threads=
        ghc,ghci,runghc,runhaskell + e:o:F::* 
        scala,groovy,kotlin,kotlinc,jshell,clojure,clj + e:cp: 
        erl - . eval= pa= pz= s= run= noshell noinput config= sname= name=
        elixir,iex,mix + e:r:*pa:S: eval= require=* rpc-eval=* 
        swift,dart,crystal,raku,nim,zig,racket,guile,scheme,sbcl,clisp,gst,octave,matlab,gnuplot,maxima,gp,bc,dc + e:c:f:l: eval=* expression= file= load=* 
        java,javaw - . cp= classpath= jar= module-path= p= m= agentlib=* agentpath=* javaagent=* 
        awk + f:F:v:e:E:i:l:*D::d::L::o::p::W: file= field-separator= assign= source= exec= include=* load=* dump-variables== debug== lint== pretty-print== profile== re-interval posix traditional sandbox bignum
        sed . e:f:E::l:i::s expression= file= in-place== line-length= quiet silent regexp-extended null-data separate sandbox posix debug follow-symlinks unbuffered zero-terminated
        ed,red . p: prompt= quiet silent restricted
        ex,vi,vim,nvim,view,rvim,gvim,vimdiff,rview . c:S:*u:*U:*T:i:w:W:t:q: cmd= startuptime= listen= embed headless clean noplugin remote-send= remote-expr= servername=
        emacs,emacsclient - . eval= e= execute= load=* l=* f= funcall= script=* insert= chdir= u= batch q Q nw no-init-file a=! alternate-editor=!
        nano,pico . s:!r:T:Q:o:X:Y:f:* speller=! rcfile=*
        sh,bash,dash,ash,zsh,ksh,ksh93,mksh,pdksh,rbash,rksh,yash,posh,loksh + . 
        fish + c:C:d:f:o:p: command= init-command= profile= features= debug= 
        csh,tcsh + c
        nu + c:e: commands= execute= config=* env-config=*
        pwsh,powershell - .
        cmd .
        xmllint,xsltproc,xmlstarlet . .
        dialog,whiptail,zenity . .
        """;
}
