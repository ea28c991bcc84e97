import { certificateBench } from "./bench/certificate"; console.log(await certificateBench());
